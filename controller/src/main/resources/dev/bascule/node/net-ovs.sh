# shellcheck shell=sh disable=SC2154
# What Open vSwitch is told. Its database takes a few words as one transaction, so that a port joins with its VLANs and
# never without. Words again do no harm. ovs-vsctl ends with 0 where the switch could not open a port: only the column
# `error` tells. In a rehearsal, where the node's switch must not hear of anything, a Linux bridge plays the bridge.

# net_vsctl WORD...: as long as the switch runs this takes milliseconds; without it, it would wait for ever
net_vsctl() {
  ovs-vsctl --timeout=10 "$@"
}

# net_ovs_has LINK: whether it is a bridge, or a port, of Open vSwitch
net_ovs_has() {
  has ovs-vsctl && { net_vsctl br-exists "$1" || net_vsctl port-to-br "$1"; } >/dev/null 2>&1
}

# net_ovs_keep LINK: before it is changed, or goes: the MAC and the MTU that it has, and those that the database asks for,
# if any. Kept in the folder $net_dir, where there is one: the way back must not leave a wish that nobody had.
net_ovs_keep() {
  if [ ! "$net_dir" ] || [ -e "$net_dir/asked.$1" ]; then
    return 0
  fi
  net_x=$(net_vsctl --if-exists get interface "$1" mac mtu_request 2>/dev/null) || return 0
  case $net_x in
    *"$net_nl"*) ;;
    *) return 0 ;;
  esac
  net_ovs_now "$1" && net_write "$net_dir/asked.$1" "$net_x$net_nl$net_y$net_nl$net_f"
}

# net_ovs_now LINK: leaves its MAC in net_y, its MTU in net_f
net_ovs_now() {
  { read -r net_y <"/sys/class/net/$1/address" && read -r net_f <"/sys/class/net/$1/mtu"; } 2>/dev/null
}

# net_ovs_asked LINK MAC MTU: these were set, or one of them is empty. Where it is what the link had, the database asks for
# it as it did then.
net_ovs_asked() {
  [ "$net_dir" ] && [ -s "$net_dir/asked.$1" ] || return 0
  { read -r net_x && read -r net_v && read -r net_y && read -r net_f; } <"$net_dir/asked.$1" || return 0
  if [ "$2" = "$net_y" ]; then
    net_ovs_ask "$1" mac "$net_x" || return
  fi
  if [ "$3" = "$net_f" ]; then
    net_ovs_ask "$1" mtu_request "$net_v"
  fi
}

# net_ovs_ask LINK COLUMN VALUE: the value as ovs-vsctl prints it
net_ovs_ask() {
  case $3 in
    '[]') net_vsctl clear interface "$1" "$2" ;;
    *) net_vsctl set interface "$1" "$2=$3" ;;
  esac
}

# net_ovs_said PORT WORD...: tells, and asks whether the port could be opened
net_ovs_said() {
  net_k=$1
  shift
  net_vsctl "$@" || return
  net_x=$(net_vsctl --if-exists get interface "$net_k" error) || return
  case $net_x in
    '' | '[]') ;;
    *)
      printf '%s\n' "$net_x"
      return 1
      ;;
  esac
}

# net_ovs_words PORT MAC-SETTING MTU VLANS: leaves in net_v what a transaction says of a port besides; a word a line
net_ovs_words() {
  net_v=--${net_nl}clear${net_nl}port${net_nl}$1${net_nl}tag${net_nl}trunks${net_nl}vlan_mode
  if [ "$2" ]; then
    net_v=$net_v$net_nl--$net_nl$2
  fi
  if [ "$3" ]; then
    net_v=$net_v$net_nl--${net_nl}set${net_nl}interface${net_nl}$1${net_nl}mtu_request=$3
  fi
  if [ "$4" ]; then
    net_v=$net_v$net_nl--${net_nl}set${net_nl}port${net_nl}$1
    net_y=$4
    while [ "$net_y" ]; do
      net_v=$net_v$net_nl${net_y%% *}
      case $net_y in
        *' '*) net_y=${net_y#* } ;;
        *) net_y='' ;;
      esac
    done
  fi
}

# net_ovs_quoted MAC: with colons, which mean something to ovs-vsctl elsewhere
net_ovs_quoted() {
  printf '"%s"' "$1"
}

# net_ovs_new BRIDGE DATAPATH MAC MTU VLANS
net_ovs_new() {
  if [ "$net_scratch" ]; then
    net_ovs_play "$1" "$3" "$4"
    return
  fi
  net_ovs_keep "$1"
  net_x=
  if [ "$3" ]; then
    net_x=set${net_nl}bridge${net_nl}$1${net_nl}other_config:hwaddr=$(net_ovs_quoted "$3")
  fi
  net_ovs_words "$1" "$net_x" "$4" "$5"
  net_k=$1 net_m=${4:-1500}
  set -- --may-exist add-br "$1" -- set bridge "$1" "datapath_type=$2"
  net_ovs_all "$@" && net_ovs_asked "$net_k" '' "$net_m"
}

# net_ovs_all WORD...: with those of net_v, of port net_k
net_ovs_all() {
  net_y=$IFS
  IFS=$net_nl
  # shellcheck disable=SC2086 # words
  set -- "$@" $net_v
  IFS=$net_y
  net_ovs_said "$net_k" "$@"
}

# net_ovs_in BRIDGE PORT VLANS
net_ovs_in() {
  if [ "$net_scratch" ]; then
    ip link set dev "$2" master "$1"
    return
  fi
  net_ovs_words "$2" '' '' "$3"
  net_k=$2
  net_ovs_all --may-exist add-port "$1" "$2" && net_ovs_now "$2" && net_ovs_asked "$2" "$net_y" "$net_f"
}

# net_ovs_internal BRIDGE PORT MAC MTU VLANS
net_ovs_internal() {
  if [ "$net_scratch" ]; then
    # With another end that is the same one whenever it is made.
    net_x=i.$2
    while [ "${#net_x}" -gt 15 ]; do net_x=${net_x%?}; done
    [ -e "/sys/class/net/$2" ] ||
      ip link add name "$2" type veth peer name "$net_x" address 02:00:00:00:00:01 || return
    if [ "$3" ]; then ip link set dev "$2" address "$3" || return; fi
    ip link set dev "$2" mtu "${4:-1500}" && ip link set dev "$2" master "$1"
    return
  fi
  net_ovs_keep "$2"
  net_x=
  if [ "$3" ]; then
    net_x=set${net_nl}interface${net_nl}$2${net_nl}mac=$(net_ovs_quoted "$3")
  fi
  net_ovs_words "$2" "$net_x" "$4" "$5"
  net_k=$2
  net_ovs_all --may-exist add-port "$1" "$2" -- set interface "$2" type=internal &&
    net_ovs_asked "$2" "$3" "${4:-1500}"
}

# net_ovs_out BRIDGE|- PORT
net_ovs_out() {
  if [ "$net_scratch" ]; then
    if [ "$1" = - ]; then ip link del dev "$2"; else ip link set dev "$2" nomaster; fi
  elif [ "$1" = - ]; then
    net_ovs_keep "$2"
    net_vsctl --if-exists del-port "$2"
  else
    # port-to-br alone ends alike where there is no such port and where nobody answers.
    net_x=$(net_vsctl --if-exists get port "$2" name) || return
    [ "$net_x" ] || return 0
    net_x=$(net_vsctl port-to-br "$2") || return
    [ "$net_x" = "$1" ] || return 0
    net_ovs_keep "$2"
    net_vsctl --if-exists del-port "$1" "$2"
  fi
}

# net_ovs_del BRIDGE|PORT: a bridge stays where others gave it ports
net_ovs_del() {
  if [ "$net_scratch" ]; then
    ip link del dev "$1"
    return
  fi
  net_ovs_keep "$1"
  if ! net_vsctl br-exists "$1"; then
    net_vsctl --if-exists del-port "$1"
    return
  fi
  net_x=$(net_vsctl list-ports "$1") || return
  if [ "$net_x" ]; then
    printf '%s\n' "$1 stays: it has the port ${net_x%%"$net_nl"*}"
    return
  fi
  net_vsctl --if-exists del-br "$1"
}

# net_ovs_mac LINK MAC
net_ovs_mac() {
  if [ "$net_scratch" ]; then
    ip link set dev "$1" address "$2"
  elif net_vsctl br-exists "$1"; then
    net_vsctl set bridge "$1" "other_config:hwaddr=$(net_ovs_quoted "$2")"
  else
    net_ovs_keep "$1"
    net_vsctl set interface "$1" "mac=$(net_ovs_quoted "$2")" && net_ovs_asked "$1" "$2" ''
  fi
}

# net_ovs_free BRIDGE MAC: follows its ports again, and has this one then
net_ovs_free() {
  if [ "$net_scratch" ]; then
    ip link set dev "$1" address "$2"
  else
    net_vsctl remove bridge "$1" other_config hwaddr
  fi
}

# net_ovs_mtu LINK MTU
net_ovs_mtu() {
  if [ "$net_scratch" ]; then
    ip link set dev "$1" mtu "$2"
  else
    net_ovs_keep "$1"
    net_vsctl set interface "$1" "mtu_request=$2" && net_ovs_asked "$1" '' "$2"
  fi
}

# net_ovs_vlans PORT VLANS
net_ovs_vlans() {
  [ ! "$net_scratch" ] || return 0
  net_ovs_words "$1" '' '' "$2"
  net_k=$1
  set --
  net_v=${net_v#--"$net_nl"}
  net_ovs_all "$@"
}

# net_ovs_play BRIDGE MAC MTU
net_ovs_play() {
  [ -d "/sys/class/net/$1/bridge" ] || ip link add name "$1" type bridge || return
  if [ "$2" ]; then ip link set dev "$1" address "$2" || return; fi
  net_mtu "$1" "${3:-1500}"
}
