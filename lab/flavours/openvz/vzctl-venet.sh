# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# venet. The OpenVZ kernel has one device venet0 on the node, without MAC and ARP, that routes to every container's venet0. Here it
# is a veth that leads to a network namespace without a name, a router from which one more veth leads to each container. Both ends
# of each have the same MAC and do not ask by ARP, so that they carry packets and nothing else. Even what one container sends another
# goes through the node. The router costs one hop.
ROUTER=$VZ_RUN/venet.ns
VENET_MAC=02:00:00:00:00:01

in_router() { nsenter --net="$ROUTER" "$@"; }

# venet_up: the node's venet0; does nothing when it is there.
venet_up() {
  [ ! -e /sys/class/net/venet0 ] || return 0
  mkdir -p "$VZ_RUN"
  [ -e "$ROUTER" ] || : >"$ROUTER"
  unshare --net="$ROUTER" true
  ip link add name venet0 address $VENET_MAC arp off type veth peer name node address $VENET_MAC arp off netns "$ROUTER"
  echo 0 >/proc/sys/net/ipv4/conf/venet0/send_redirects
  ip link set dev venet0 addrgenmode none
  ip link set dev venet0 up
  in_router sh <<'ROUTING'
echo 1 >/proc/sys/net/ipv4/ip_forward
echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
ip link set dev lo up
ip link set dev node addrgenmode none
ip link set dev node up
for family in -4 -6; do
  ip $family rule add pref 10 iif node lookup main
  ip $family rule add pref 20 lookup 100
  ip $family route add default dev node table 100
done
ROUTING
}

# venet_plug: the container's end, down and without addresses until it has one.
venet_plug() {
  local pid
  venet_up
  pid=$(init_pid) || return 31
  in_router ip link del dev "ct$VEID" 2>/dev/null
  in_router ip link add name "ct$VEID" address $VENET_MAC arp off type veth \
    peer name venet0 address $VENET_MAC arp off netns "$pid"
  in_router ip link set dev "ct$VEID" addrgenmode none
  in_router ip link set dev "ct$VEID" up
  in_net ip link set dev venet0 addrgenmode none
}

family_of() { case $1 in *:*) echo -6 ;; *) echo -4 ;; esac }

# venet_add ADDRESS...: routes, proxy neighbours on the node's other interfaces, the address inside.
venet_add() {
  local ip bare dev devs
  [ $# -gt 0 ] || return 0
  log "Adding IP address(es): $*"
  for ip in "$@"; do
    bare=${ip%/*}
    if address_in_use "$bare"; then
      err "Unable to add IP $bare: Address already in use"
      return 78
    fi
    duplicate_free "$bare" || return 34
    devs=$(neighbour_devs "$bare") # before there is a route to venet0
    in_router ip route replace "$bare" dev "ct$VEID"
    add_route "$bare" || return 34
    for dev in $devs; do ip neigh add proxy "$bare" dev "$dev" 2>/dev/null; done
    echo "$VEID $bare" >>"$VZ_RUN/veip"
    venet_inside add "$ip"
  done
}

add_route() {
  local src=()
  if [ -n "$(global VE_ROUTE_SRC_DEV)" ] && [ "$(family_of "$1")" = -4 ]; then
    src=(src "$(ip -4 -o addr show dev "$(global VE_ROUTE_SRC_DEV)" | awk '{ sub("/.*", "", $4); print $4; exit }')")
  fi
  [ -z "$(ip "$(family_of "$1")" route show "$1" dev venet0)" ] || return 0
  ip "$(family_of "$1")" route add "$1" dev venet0 "${src[@]}" || {
    err "vps-net_add ERROR: Unable to add route ip route add $1 dev venet0 ${src[*]}"
    return 34
  }
}

address_in_use() {
  local id ip
  while read -r id ip; do
    if [ "$ip" = "$1" ] && [ "$id" != "$VEID" ]; then return 0; fi
  done 2>/dev/null <"$VZ_RUN/veip"
  return 1
}

# duplicate_free ADDRESS: asked for only where a duplicate is an error, since the question takes a second.
duplicate_free() {
  local dev
  [ "$(global ERROR_ON_ARPFAIL)" = yes ] && [ "$(family_of "$1")" = -4 ] || return 0
  for dev in $(neighbour_devs "$1"); do
    arping -q -D -c 1 -w 1 -I "$dev" "$1" && continue
    err "vps-net_add ERROR: arpsend -D -e $1 $dev FAILED"
    return 34
  done
}

# Every interface that is up, has an address and asks by ARP; with NEIGHBOUR_DEVS=detect the one that leads to the address, with
# list: those that are named.
neighbour_devs() {
  local devs way
  devs=$(ip -o addr show up | awk '{ print $2 }' | sort -u | while read -r dev; do
    ip -o link show dev "$dev" up | grep -q '<[^>]*\(LOOPBACK\|NOARP\|SLAVE\)' || echo "$dev"
  done)
  way=$(global NEIGHBOUR_DEVS)
  case $way in
    list:*) echo "${way#list:}" ;;
    detect) ip route get "$1" 2>/dev/null | sed -n '1{/ via /!s/.* dev \([^ ]*\).*/\1/p}' | grep -Fx "$devs" ;;
    *) echo "$devs" ;;
  esac
}

drop_proxies() {
  local dev
  ip "$(family_of "$1")" neigh show proxy | awk -v ip="$1" '$1 == ip { print $3 }' | while read -r dev; do
    ip neigh del proxy "$1" dev "$dev" 2>/dev/null
  done
}

venet_inside() {
  local ip=$2
  case $ip in */*) ;; *:*) ip=$ip/128 ;; *) ip=$ip/32 ;; esac
  case $ip in *:*) ;; *) ip=${ip%/*}/32 ;; esac
  if [ "$1" = del ]; then
    in_net ip addr del "$ip" dev venet0 2>/dev/null
    return
  fi
  in_net ip link set dev venet0 up
  in_net ip addr add "$ip" dev venet0 noprefixroute 2>/dev/null
  in_net ip "$(family_of "$ip")" route add default dev venet0 2>/dev/null
  return 0
}

# venet_del ADDRESS...
venet_del() {
  local ip bare
  [ $# -gt 0 ] || return 0
  log "Deleting IP address(es): $*"
  for ip in "$@"; do
    bare=${ip%/*}
    venet_inside del "$ip"
    venet_forget "$bare"
  done
}

venet_forget() {
  ip "$(family_of "$1")" route del "$1" dev venet0 2>/dev/null
  drop_proxies "$1"
  in_router ip route del "$1" dev "ct$VEID" 2>/dev/null
  grep -vFx "$VEID $1" "$VZ_RUN/veip" >"$VZ_RUN/veip.$$" 2>/dev/null
  mv "$VZ_RUN/veip.$$" "$VZ_RUN/veip"
}

live_ips() { awk -v id="$VEID" '$1 == id { print $2 }' "$VZ_RUN/veip" 2>/dev/null; }

venet_unplug() {
  local ip
  for ip in $(live_ips); do venet_forget "$ip"; done
  in_router ip link del dev "ct$VEID" 2>/dev/null
}
