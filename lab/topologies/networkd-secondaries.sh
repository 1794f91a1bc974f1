# shellcheck shell=sh disable=SC2154
# For the netplan flavour, without netplan: what "secondaries" has, by files of systemd-networkd.
. "$(dirname "$0")/networkd.sh"
cat >"$DISK/etc/systemd/network/10-eth0.network" <<END
# This comment, and the order of what follows, must outlive every edit.
[Match]
Name=eth0

[Link]
MTUBytes=1450

[Network]
IPv6AcceptRA=no
Address=$ADDRESS/16
Address=10.66.200.$((NUMBER % 250 + 1))/16
Address=$ADDRESS6/64
Gateway=$GATEWAY
Gateway=fd66::1

[Address]
Address=172.30.$((NUMBER / 250)).$((NUMBER % 250 + 1))/24
Label=eth0:1

[Address]
# Nobody else has it.
Address=fd67::$NUMBER/64
DuplicateAddressDetection=none

[Route]
Destination=10.99.0.0/16
Gateway=$GATEWAY
Metric=50
PreferredSource=$ADDRESS

[Route]
Destination=10.98.0.0/16
Gateway=$GATEWAY
Table=100

[RoutingPolicyRule]
From=$ADDRESS
To=10.98.0.0/16
Table=100
Priority=1000
END
