# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# veth pairs of a running container. $VZ_RUN/ID.veth has "ifname host_ifname" of those that exist.

# veth_up NAME...: makes those that are missing, gives the others their MACs, then the node's script for each, in this order.
veth_up() {
  local name names='' made=()
  [ $# -gt 0 ] || return 0
  for name in "$@"; do names+="${VETH["$name host_ifname"]} "; done
  log "Configure veth devices: $names"
  for name in "$@"; do
    if [ -z "$(live_host "$name")" ]; then made+=("$name"); fi
    if ! veth_make "$name" || ! veth_script "${VETH["$name host_ifname"]}"; then
      veth_undo "${made[@]}"
      return 130
    fi
  done
}

veth_undo() {
  local name
  for name in "$@"; do veth_down "$name"; done
}

live_host() { awk -v name="$1" '$1 == name { print $2; exit }' "$VZ_RUN/$VEID.veth" 2>/dev/null; }

veth_make() {
  local pid host=${VETH["$1 host_ifname"]} mac=${VETH["$1 mac"]} host_mac=${VETH["$1 host_mac"]} live
  pid=$(init_pid) || return 31
  live=$(live_host "$1")
  if [ -n "$live" ]; then
    in_net ip link set dev "$1" address "$mac" 2>/dev/null
    [ ! -e "/sys/class/net/$host" ] || ip link set dev "$host" address "$host_mac"
    return
  fi
  # Two interfaces with one generated host name: the second is not made, and nobody says so.
  [ ! -e "/sys/class/net/$host" ] || return 0
  if ! ip link add name "$host" address "$host_mac" type veth peer name "$1" address "$mac" netns "$pid"; then
    err "Unable to create veth"
    return 130
  fi
  echo "$1 $host" >>"$VZ_RUN/$VEID.veth"
}

in_net() { nsenter --target "$(init_pid)" --net "$@"; }

veth_script() {
  [ -x /usr/sbin/vznetcfg ] || return 0
  "${CLEAN[@]}" VEID="$VEID" /usr/sbin/vznetcfg init veth "$1" </dev/null && return
  err "/usr/sbin/vznetcfg exited with error"
  return 130
}

# veth_down NAME: does nothing to one that is not there.
veth_down() {
  local host
  host=$(live_host "$1")
  [ -n "$host" ] || return 0
  ip link del dev "$host" 2>/dev/null
  awk -v name="$1" '$1 != name' "$VZ_RUN/$VEID.veth" >"$VZ_RUN/$VEID.veth.new"
  mv "$VZ_RUN/$VEID.veth.new" "$VZ_RUN/$VEID.veth"
}

live_veths() { awk '{ print $1 }' "$VZ_RUN/$VEID.veth" 2>/dev/null; }

veth_all_down() {
  local name
  for name in $(live_veths); do veth_down "$name"; done
  rm -f "$VZ_RUN/$VEID.veth"
}
