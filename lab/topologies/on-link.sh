# shellcheck shell=sh disable=SC2154
# A /32, as at many hosting providers: the gateway is outside of every subnet of the node's.
cat >"$DISK/etc/network/interfaces" <<END
auto lo
iface lo inet loopback

auto eth0
iface eth0 inet static
    address $ADDRESS/32
    up ip route add $GATEWAY dev eth0 scope link
    up ip route add default via $GATEWAY dev eth0 onlink
END
