# shellcheck shell=sh disable=SC2154
# For the netplan flavour: one NIC that systemd-networkd is told of by a file of its own, without netplan's.
rm -rf "$DISK/etc/netplan"
units=$DISK/etc/systemd/system
mkdir -p "$DISK/etc/systemd/network" "$units/multi-user.target.wants"
ln -s /lib/systemd/system/systemd-networkd.service "$units/multi-user.target.wants/systemd-networkd.service"
ln -s /lib/systemd/system/systemd-networkd.service "$units/dbus-org.freedesktop.network1.service"
cat >"$DISK/etc/systemd/network/10-eth0.network" <<END
[Match]
Name=eth0

[Network]
# The lab's network.
Address=$ADDRESS/16
Gateway=$GATEWAY
END
