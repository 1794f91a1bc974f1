# shellcheck shell=sh disable=SC2154
# What ../secondaries.sh has, as RHEL's files say it: further addresses, one of them as an alias, IPv6, an MTU, routes in a
# route- file, a table with a rule. The detection of duplicates, two seconds an address, is left to the first one.
scripts=$DISK/etc/sysconfig/network-scripts
cat >"$scripts/ifcfg-eth0" <<END
# This comment, and the order of what follows, must outlive every edit.
DEVICE=eth0
HWADDR=$MAC
TYPE=Ethernet
ONBOOT=yes
BOOTPROTO=none
MTU=1450

IPADDR=$ADDRESS
PREFIX=16
GATEWAY=$GATEWAY
# two more addresses
IPADDR1=10.66.200.$((NUMBER % 250 + 1))
PREFIX1=16
ARPCHECK1=no
IPV6INIT=yes
IPV6_AUTOCONF=no
IPV6ADDR=$ADDRESS6/64
IPV6ADDR_SECONDARIES="fd67::$NUMBER/64"
IPV6_DEFAULTGW=fd66::1
END
cat >"$scripts/ifcfg-eth0:1" <<END
DEVICE=eth0:1
IPADDR=172.30.$((NUMBER / 250)).$((NUMBER % 250 + 1))
NETMASK=255.255.255.0
ARPCHECK=no
END
cat >"$scripts/route-eth0" <<END
10.99.0.0/16 via $GATEWAY dev eth0 metric 50 src $ADDRESS
10.98.0.0/16 via $GATEWAY dev eth0 table 100
END
printf 'from %s to 10.98.0.0/16 lookup 100 priority 1000\n' "$ADDRESS" >"$scripts/rule-eth0"
printf 'fd68::/64 via fd66::1 dev eth0\n' >"$scripts/route6-eth0"
