# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# NETIF, the container's veth interfaces as its file has them: a list of names and a table of their fields.

declare -a VETHS=()
declare -A VETH=() # "eth0 mac" -> 00:18:51:…

# read_netif TEXT: devices by ';', fields by ',' in any order. Of a name that comes twice the first counts.
read_netif() {
  local entry field name
  VETHS=() VETH=()
  local -a entries fields
  IFS=';' read -ra entries <<<"$1"
  for entry in "${entries[@]}"; do
    IFS=, read -ra fields <<<"$entry"
    name=''
    for field in "${fields[@]}"; do
      case $field in ifname=*) [ -n "$name" ] || name=${field#ifname=} ;; esac
    done
    if [ -z "$name" ] || has_veth "$name"; then continue; fi
    VETHS+=("$name")
    for field in "${fields[@]}"; do
      case $field in
        bridge=* | host_ifname=* | mac_filter=*) VETH["$name ${field%%=*}"]=${field#*=} ;;
        mac=* | host_mac=*)
          field=${field^^}
          name_of=${field%%=*}
          VETH["$name ${name_of,,}"]=${field#*=}
          ;;
      esac
    done
    : "${VETH["$name host_mac"]:=${VETH["$name mac"]-}}"
    : "${VETH["$name host_ifname"]:=$(host_name_for "$name")}"
  done
}

has_veth() {
  local name
  for name in "${VETHS[@]}"; do [ "$name" != "$1" ] || return 0; done
  return 1
}

drop_veth() {
  local name kept=()
  for name in "${VETHS[@]}"; do [ "$name" = "$1" ] || kept+=("$name"); done
  VETHS=("${kept[@]}")
  for name in bridge mac host_ifname host_mac mac_filter; do unset "VETH[$1 $name]"; done
}

write_netif() {
  local name field text='' part
  for name in "${VETHS[@]}"; do
    part="ifname=$name"
    for field in bridge mac host_ifname host_mac mac_filter; do
      [ -z "${VETH["$name $field"]-}" ] || part+=",$field=${VETH["$name $field"]}"
    done
    text+=${text:+;}$part
  done
  printf '%s' "$text"
}

# The first digits of the name, 0 if it has none; cut where the kernel's names end.
host_name_for() {
  local number=0
  if [[ $1 =~ ([0-9]+) ]]; then number=${BASH_REMATCH[1]}; fi
  number=veth$VEID.$number
  printf '%s' "${number:0:15}"
}

# From the name, the CTID and the node's first MAC: another one as soon as a bridge comes before the NIC, or takes its MAC.
mac_for() {
  local first sum
  first=$(ip a l | grep -m 1 link/ether)
  sum=$(printf '%s:%s:%s' "$1" "$VEID" "$first" | md5sum)
  sum=${sum^^}
  printf '00:18:51:%s:%s:%s' "${sum:0:2}" "${sum:2:2}" "${sum:4:2}"
}

# Length and digits; neither the separators nor the multicast bit.
is_mac() { [[ ${#1} -eq 17 && $1 =~ ^[0-9A-Fa-f]{2}.[0-9A-Fa-f]{2}.[0-9A-Fa-f]{2}.[0-9A-Fa-f]{2}.[0-9A-Fa-f]{2}.[0-9A-Fa-f]{2}$ ]]; }
fits() { [ "${#1}" -le 15 ]; }

colons() { printf '%s' "${1:0:2}:${1:3:2}:${1:6:2}:${1:9:2}:${1:12:2}:${1:15:2}"; }

# parse_add IFNAME[,MAC[,HOST_IFNAME[,HOST_MAC[,BRIDGE]]]]: into ADD, ADDED; 21 for what is refused.
declare -a ADDED=()
declare -A ADD=()
parse_add() {
  local name mac host host_mac bridge
  IFS=, read -r name mac host host_mac bridge <<<"$1"
  [ -n "$name" ] && fits "$name" && fits "$host" && fits "$bridge" || return 21
  if [ -n "$mac" ] && ! is_mac "$mac"; then
    err "Invalid CT MAC address format"
    return 21
  fi
  if [ -n "$host_mac" ] && ! is_mac "$host_mac"; then
    err "Invalid host MAC address"
    return 21
  fi
  [ -n "$host" ] || host=$(host_name_for "$name")
  # One MAC alone is taken for both ends; an empty place before a bridge is filled.
  case $1 in
    *,*,*,*,*) [ -n "$host_mac" ] || host_mac=$(mac_for "$host") ;;
    *) [ -n "$host_mac" ] || host_mac=$mac ;;
  esac
  [ -n "$mac" ] || mac=$(mac_for "$name")
  [ -n "$host_mac" ] || host_mac=$(mac_for "$host")
  ADDED+=("$name")
  mac=$(colons "${mac^^}") host_mac=$(colons "${host_mac^^}")
  ADD["$name mac"]=$mac ADD["$name host_mac"]=$host_mac ADD["$name host_ifname"]=$host
  [ -z "$bridge" ] || ADD["$name bridge"]=$bridge
}

# merge_veth NAME: what was asked for, laid over what is known of it.
merge_veth() {
  local field
  has_veth "$1" || VETHS+=("$1")
  for field in bridge mac host_ifname host_mac mac_filter; do
    [ -z "${ADD["$1 $field"]-}" ] || VETH["$1 $field"]=${ADD["$1 $field"]}
  done
}
