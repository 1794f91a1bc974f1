# shellcheck shell=sh disable=SC2154
# One NIC with two addresses of its subnet, one of another, two of IPv6, a metric, a source hint, a table of
# its own with a rule, and an MTU.
cat >"$DISK/etc/network/interfaces" <<END
# This comment, and the order of what follows, must outlive every edit.
auto lo
iface lo inet loopback

auto eth0
iface eth0 inet static
    address $ADDRESS/16
    gateway $GATEWAY
    mtu 1450
    # two more addresses, and routes that go with them
    up ip address add 10.66.200.$((NUMBER % 250 + 1))/16 dev eth0
    up ip address add 172.30.$((NUMBER / 250)).$((NUMBER % 250 + 1))/24 dev eth0 label eth0:1
    up ip route add 10.99.0.0/16 via $GATEWAY dev eth0 metric 50 src $ADDRESS
    up ip route add 10.98.0.0/16 via $GATEWAY dev eth0 table 100
    up ip rule add from $ADDRESS to 10.98.0.0/16 lookup 100 priority 1000

iface eth0 inet6 static
    address $ADDRESS6/64
    gateway fd66::1
    dad-attempts 0
    accept_ra 0
    up ip -6 address add fd67::$NUMBER/64 dev eth0 nodad
END
