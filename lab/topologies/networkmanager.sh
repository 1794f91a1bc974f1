# shellcheck shell=sh disable=SC2154
# For the systemd flavour: one NIC that is NetworkManager's, which is asleep on other nodes.
printf 'auto lo\niface lo inet loopback\n' >"$DISK/etc/network/interfaces"
units=$DISK/etc/systemd/system
mkdir -p "$units/multi-user.target.wants" "$DISK/etc/NetworkManager/system-connections"
ln -s /lib/systemd/system/NetworkManager.service "$units/multi-user.target.wants/NetworkManager.service"
profile=$DISK/etc/NetworkManager/system-connections/eth0.nmconnection
cat >"$profile" <<END
[connection]
id=eth0
type=ethernet
interface-name=eth0

[ipv4]
method=manual
address1=$ADDRESS/16,$GATEWAY

[ipv6]
method=disabled
END
chmod 600 "$profile"
