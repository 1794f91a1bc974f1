# shellcheck shell=sh disable=SC2154
# For the netplan flavour, without netplan: systemd-networkd's own client asks the lab's DHCP server.
. "$(dirname "$0")/networkd.sh"
cat >"$DISK/etc/systemd/network/10-eth0.network" <<END
[Match]
Name=eth0

[Network]
DHCP=ipv4

[DHCPv4]
# Two minutes of a lease are soon renewed.
RouteMetric=100
END
