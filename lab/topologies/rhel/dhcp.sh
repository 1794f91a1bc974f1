# shellcheck shell=sh disable=SC2154
# The NIC asks the lab's DHCP server, as in ../dhcp.sh.
cat >"$DISK/etc/sysconfig/network-scripts/ifcfg-eth0" <<END
DEVICE=eth0
HWADDR=$MAC
TYPE=Ethernet
ONBOOT=yes
NM_CONTROLLED=yes
BOOTPROTO=dhcp
END
