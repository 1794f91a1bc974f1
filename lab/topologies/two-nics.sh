# shellcheck shell=sh disable=SC2154
# The how-to's two interfaces: eth0 for the world, eth1 for the local network of the containers.
cat >"$DISK/etc/network/interfaces" <<END
auto lo
iface lo inet loopback

auto eth0
iface eth0 inet static
    address $ADDRESS/16
    gateway $GATEWAY

auto eth1
iface eth1 inet static
    address $LOCAL/16
END
