# shellcheck shell=sh disable=SC2034
# Makes the network operations of a batch or an inverse: those of links, and how commands are run and judged. Sent behind
# common. Each is given a label "<tolerance><step> <words>":
#   =  has to succeed    +  may be there already    -  may be gone already
# Forward, a function fails at the first failure and has said which step it was and the kernel's
# words; the batch chains them with &&. Undoing, all are tried and failures are said.

net_nl='
'
net_mode=forward
net_ns=''
# net_scratch: set in a rehearsal, where nothing outside the namespace may be touched
net_scratch=''
# net_dir: a folder that outlives this process, or empty
net_dir=''
net_dads=''
# net_probed: new addresses for which detection was on, each with a comma behind it
net_probed=''
# net_stop, net_fault: for tests: after the step of this number, evaluate this
net_stop=''
net_fault=''

# net_begin forward|undo
net_begin() {
  net_mode=$1 net_bad=0 net_ns=''
}

# net_end: the last line of a batch
net_end() {
  net_due '=99999 end' && [ "$net_bad" = 0 ]
}

# net_in NAMESPACE FUNCTION ARGUMENT...: the same inside a named namespace
net_in() {
  net_ns=$1
  shift
  "$@"
  set -- $?
  net_ns=''
  return "$1"
}

# net_due LABEL: whether this step is still to be made
net_due() {
  [ "$net_stop" ] || return 0
  net_n=${1#?}
  [ "${net_n%% *}" -gt "$net_stop" ] || return 0
  eval "$net_fault"
  echo "stopped before step ${net_n%% *}"
  return 1
}

# net_judge LABEL WORDS: what is to be thought of a command that failed
net_judge() {
  # A switch that does not answer may say that there is no such file: its socket. It tells nothing of what it has.
  case $2 in
    *'database connection failed'*) set -- "=${1#?}" "$2" ;;
  esac
  case $1 in
    +*)
      case $2 in
        *'File exists'* | *'already assigned'* | *'already exists'* | *'already a member'*) return 0 ;;
      esac
      ;;
    -*)
      case $2 in
        *'No such'* | *'Cannot find device'* | *'Cannot assign requested address'* | *'Address not found'* | \
          *'does not exist'* | *"doesn't exist"* | *"can't find device"* | *'not found'* | *'not a slave of'*) return 0 ;;
      esac
      ;;
  esac
  net_w=$2
  while :; do
    case $net_w in
      *"$net_nl") net_w=${net_w%"$net_nl"} ;;
      *"$net_nl"*) net_w="${net_w%%"$net_nl"*}; ${net_w#*"$net_nl"}" ;;
      *) break ;;
    esac
  done
  net_n=${1#?}
  printf '%s\n' "step ${net_n%% *} (${net_n#* }) failed: ${net_w:-no words}"
  net_bad=1
  [ "$net_mode" = undo ]
}

# --- many at once

# net_batch PROGRAM OPTION LINES LABELS: ip or bridge with as many lines, by one process
net_batch() {
  net_p=$1 net_o=$2 net_t=$3 net_l=$4 net_later=''
  if [ "$net_stop" ]; then
    net_cut
  fi
  while [ "$net_t" ]; do
    set -- "$net_p"
    if [ "$net_ns" ]; then set -- "$@" -n "$net_ns"; fi
    if [ "$net_o" ]; then set -- "$@" "$net_o"; fi
    if [ "$net_mode" = undo ]; then set -- "$@" -force; fi
    net_w=$("$@" -batch - 2>&1 <<EOF
$net_t
EOF
    ) && break
    net_after "$net_w" || return 1
  done
  [ ! "$net_later" ] || net_due "$net_later"
}

# net_after WORDS: what failed in a batch; leaves in net_t what is still to be done
net_after() {
  case $1 in
    *'ommand failed -:'*) ;;
    *)
      # It gave up at words that it did not understand, and does not say where.
      net_each
      return
      ;;
  esac
  if [ "$net_mode" = undo ]; then
    net_all "$1"
    return
  fi
  net_k=${1##*ommand failed -:}
  net_k=${net_k%%[!0-9]*}
  net_skip $((net_k - 1))
  net_judge "${net_l%%"$net_nl"*}" "${1%?ommand failed -:*}" || return 1
  net_skip 1
}

# net_all WORDS: all failures of a batch that went on after each
net_all() {
  net_a='' net_keep_t=$net_t net_keep_l=$net_l
  while IFS= read -r net_line; do
    case $net_line in
      'Command failed -:'*)
        net_k=${net_line##*:}
        net_l=$net_keep_l
        net_skip $((net_k - 1))
        net_judge "${net_l%%"$net_nl"*}" "$net_a"
        net_a=''
        ;;
      *) net_a=${net_a:+$net_a$net_nl}$net_line ;;
    esac
  done <<EOF
$1
EOF
  net_t='' net_l=''
  if [ "$net_a" ]; then
    net_t=$net_keep_t net_l=$net_keep_l
    net_each
  fi
}

# net_each: the lines one by one
net_each() {
  while [ "$net_t" ]; do
    set -- "$net_p"
    if [ "$net_ns" ]; then set -- "$@" -n "$net_ns"; fi
    if [ "$net_o" ]; then set -- "$@" "$net_o"; fi
    net_w=$("$@" -batch - 2>&1 <<EOF
${net_t%%"$net_nl"*}
EOF
    ) || net_judge "${net_l%%"$net_nl"*}" "${net_w%?ommand failed -:*}" || return 1
    net_skip 1
  done
}

# net_skip COUNT: forgets the first lines and their labels
net_skip() {
  net_c=$1
  while [ "$net_c" -gt 0 ]; do
    case $net_t in
      *"$net_nl"*) net_t=${net_t#*"$net_nl"} ;;
      *) net_t='' ;;
    esac
    net_l=${net_l#*"$net_nl"}
    net_c=$((net_c - 1))
  done
}

# net_cut: leaves only the lines up to the step where a test stops
net_cut() {
  net_x='' net_y='' net_later=''
  while [ "$net_t" ]; do
    net_line=${net_l%%"$net_nl"*}
    net_n=${net_line#?}
    if [ "${net_n%% *}" -gt "$net_stop" ]; then
      net_later=$net_line
      break
    fi
    net_x=${net_x:+$net_x$net_nl}${net_t%%"$net_nl"*}
    net_y=${net_y:+$net_y$net_nl}$net_line
    net_skip 1
  done
  net_t=$net_x net_l=$net_y
}

# --- one at a time

# net_do LABEL COMMAND ARGUMENT...
net_do() {
  net_d=$1
  shift
  net_due "$net_d" || return 1
  if net_w=$("$@" 2>&1 </dev/null); then
    [ ! "$net_w" ] || printf '%s\n' "$net_w"
  else
    net_judge "$net_d" "$net_w"
  fi
}

# net_ip OPTION ARGUMENT...: one command of ip; the option is -4, -6 or empty
net_ip() {
  if [ "$1" ]; then set -- ip "$@"; else
    shift
    set -- ip "$@"
  fi
  if [ "$net_ns" ]; then
    shift
    set -- ip -n "$net_ns" "$@"
  fi
  "$@"
}

# net_bridge ARGUMENT...: one command of bridge
net_bridge() {
  if [ "$net_ns" ]; then set -- -n "$net_ns" "$@"; fi
  bridge "$@"
}

# net_cannot WORDS: what this node has no way to do
net_cannot() {
  printf '%s\n' "$1"
  return 1
}

# net_sysctl LABEL PATH VALUE: below /proc/sys; one that the kernel does not have is passed over
net_sysctl() {
  net_due "$1" || return 1
  if [ "$net_ns" ]; then
    # shellcheck disable=SC2016
    net_w=$(ip netns exec "$net_ns" sh -c '[ ! -e "$1" ] || printf "%s\n" "$2" >"$1"' sh "/proc/sys/$2" "$3" 2>&1) ||
      net_judge "$1" "$net_w"
    return
  fi
  if [ -e "/proc/sys/$2" ]; then
    net_write "/proc/sys/$2" "$3" || net_judge "$1" "$net_w"
  fi
}

# net_write FILE VALUE: without a process, unless it fails
net_write() {
  { printf '%s\n' "$2" >"$1"; } 2>/dev/null || net_w=$({ printf '%s\n' "$2" >"$1"; } 2>&1)
}

# net_option LABEL LINK bridge|brport OPTION VALUE
net_option() {
  net_due "$1" || return 1
  if [ "$net_ns" ]; then
    # shellcheck disable=SC2016
    net_w=$(ip netns exec "$net_ns" sh -c 'printf "%s\n" "$2" >"$1"' sh "/sys/class/net/$2/$3/$4" "$5" 2>&1) ||
      net_judge "$1" "$net_w"
    return
  fi
  net_write "/sys/class/net/$2/$3/$4" "$5" || net_otherwise "$@" || net_judge "$1" "$net_w"
}

# net_otherwise: the same by a program, where /sys is read-only
net_otherwise() {
  case $3:$4 in
    bridge:multicast_*) net_k=mcast_${4#multicast_} ;;
    bridge:*) net_k=$4 ;;
    brport:path_cost) net_k=cost ;;
    brport:hairpin_mode) net_k=hairpin ;;
    brport:multicast_fast_leave) net_k=fastleave ;;
    brport:bpdu_guard) net_k=guard ;;
    brport:*) net_k=$4 ;;
  esac
  if [ "$3" = bridge ]; then
    ip link set dev "$2" type bridge "$net_k" "$5" >/dev/null 2>&1 && return
    case $4 in
      stp_state) brctl stp "$2" "$5" ;;
      forward_delay) brctl setfd "$2" "$(($5 / 100))" ;;
      ageing_time) brctl setageing "$2" "$(($5 / 100))" ;;
      priority) brctl setbridgeprio "$2" "$5" ;;
      hello_time) brctl sethello "$2" "$(($5 / 100))" ;;
      max_age) brctl setmaxage "$2" "$(($5 / 100))" ;;
      *) false ;;
    esac >/dev/null 2>&1
  else
    ip link set dev "$2" type bridge_slave "$net_k" "$5" >/dev/null 2>&1
  fi
}

# net_mtu LINK MTU: so that it stays. A bridge keeps one that was really changed.
net_mtu() {
  if [ ! "$net_ns" ] && [ ! -d "/sys/class/net/$1/bridge" ]; then
    net_k=''
    { read -r net_k <"/sys/class/net/$1/mtu"; } 2>/dev/null
    [ "$net_k" = "$2" ] || net_setmtu "$1" "$2"
    return
  fi
  # Below 1280 bytes a link loses its IPv6 addresses.
  if [ "$2" -gt 1280 ]; then net_k=$(($2 - 1)); else net_k=$(($2 + 1)); fi
  net_setmtu "$1" "$net_k" && net_setmtu "$1" "$2"
}

net_setmtu() {
  if has ip; then net_ip '' link set dev "$1" mtu "$2"; else ifconfig "$1" mtu "$2"; fi
}

# net_delete LINK: removes a bridge unless it has ports: a runtime may have added one
net_delete() {
  if [ ! "$net_ns$net_scratch" ] && net_ovs_has "$1"; then
    net_ovs_del "$1"
    return
  fi
  if [ "$net_ns" ]; then
    net_k=$(ip -n "$net_ns" -o link show master "$1" 2>/dev/null)
  else
    net_k=''
    case $- in
      *f*) net_f=-f ;;
      *) net_f=+f ;;
    esac
    set +f
    for net_x in "/sys/class/net/$1/brif/"*; do
      if [ -e "$net_x" ]; then net_k=${net_x##*/}; fi
    done
    set "$net_f"
  fi
  if [ "$net_k" ]; then
    printf '%s\n' "$1 stays: it has the port $net_k"
    return 0
  fi
  net_unlink "$1"
}

# net_unlink LINK
net_unlink() {
  if [ ! "$net_ns" ] && [ -d "/sys/class/net/$1/bridge" ] && has brctl; then
    net_updown "$1" down && brctl delbr "$1"
  else
    net_ip '' link del dev "$1"
  fi
}

# net_updown LINK up|down
net_updown() {
  if has ip; then ip link set dev "$1" "$2"; else ifconfig "$1" "$2"; fi
}

# net_addbr BRIDGE
net_addbr() {
  [ -d "/sys/class/net/$1/bridge" ] || brctl addbr "$1"
}

# net_addif BRIDGE PORT
net_addif() {
  [ -e "/sys/class/net/$1/brif/$2" ] || brctl addif "$1" "$2"
}

# net_delif BRIDGE PORT
net_delif() {
  [ ! -e "/sys/class/net/$1/brif/$2" ] || brctl delif "$1" "$2"
}
