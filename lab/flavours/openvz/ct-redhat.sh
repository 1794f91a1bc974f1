#!/bin/sh
# Bascule's stand-in for the network scripts of a Red Hat container, a small part of them: ifcfg-* with DEVICE, ONBOOT, IPADDR,
# PREFIX or NETMASK, GATEWAY, IPV6ADDR, IPV6ADDR_SECONDARIES, IPV6_DEFAULTGW, IPADDRn and PREFIXn, route-* and route6-* in the form
# of "ip route", GATEWAY in /etc/sysconfig/network.
cd /etc/sysconfig/network-scripts || exit 1

prefix_of() {
  left=$1 bits=0
  for _ in 1 2 3 4; do
    part=${left%%.*}
    left=${left#*.}
    while [ "$part" -gt 0 ]; do
      bits=$((bits + part % 2))
      part=$((part / 2))
    done
  done
  echo "$bits"
}

# up_one FILE, in a shell of its own: the file is shell.
up_one() (
  NETMASK='' PREFIX='' IPADDR='' DEVICE=${1#ifcfg-}
  # shellcheck source=/dev/null
  . "./$1"
  [ "${ONBOOT-yes}" != no ] || exit 0
  [ -e "/sys/class/net/$DEVICE" ] || exit 0
  ip link set dev "$DEVICE" up
  [ -z "$IPADDR" ] || ip addr replace "$IPADDR/${PREFIX:-$(prefix_of "${NETMASK:-255.255.255.255}")}" brd + dev "$DEVICE"
  for n in 0 1 2 3 4 5 6 7 8 9; do
    eval "more=\${IPADDR$n-} bits=\${PREFIX$n-} mask=\${NETMASK$n-}"
    # shellcheck disable=SC2154
    [ -z "$more" ] || ip addr replace "$more/${bits:-$(prefix_of "${mask:-255.255.255.255}")}" brd + dev "$DEVICE"
  done
  for more in ${IPV6ADDR-} ${IPV6ADDR_SECONDARIES-}; do ip -6 addr replace "$more" dev "$DEVICE" nodad; done
  for file in route route6; do
    [ ! -f "$file-$DEVICE" ] || grep -v '^[[:space:]]*\(#\|$\)' "$file-$DEVICE" | while read -r line; do
      # shellcheck disable=SC2086
      if [ $file = route ]; then ip route replace $line dev "$DEVICE"; else ip -6 route replace $line dev "$DEVICE"; fi
    done
  done
  [ -z "${GATEWAY-}" ] || [ "$DEVICE" = lo ] || ip route replace default via "$GATEWAY" dev "$DEVICE"
  [ -z "${IPV6_DEFAULTGW-}" ] || ip -6 route replace default via "${IPV6_DEFAULTGW%%\%*}" dev "$DEVICE"
)

start() {
  for file in ifcfg-*; do
    case $file in *~ | *.bak | *.rpm* | *.orig | *'*') continue ;; esac
    up_one "$file"
  done
  gateway=$(sed -n 's/^GATEWAY="\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' /etc/sysconfig/network)
  [ -z "$gateway" ] || ip route replace default via "$gateway"
}

stop() {
  for file in ifcfg-*; do
    [ "$file" = ifcfg-lo ] || ip addr flush dev "${file#ifcfg-}" 2>/dev/null
  done
}

case ${1-} in
  start) start ;;
  stop) stop ;;
  restart | reload)
    stop
    start
    ;;
  *) exit 2 ;;
esac
