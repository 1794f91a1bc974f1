# shellcheck shell=sh disable=SC2154
# The NIC asks the lab's DHCP server, which gives it the address that it has anyway.
cat >"$DISK/etc/network/interfaces" <<END
auto lo
iface lo inet loopback

auto eth0
iface eth0 inet dhcp
END
