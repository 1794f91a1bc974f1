# shellcheck shell=sh disable=SC2154
# Addresses and what goes with them: routes, rules, duplicate detection, DHCP clients, telling the neighbours. Sent behind net-ops.

# --- without ip

# net_labels LINK: "<label> <IPv4 address>" lines of a link
net_labels() {
  ifconfig | while IFS=' ' read -r net_a net_b net_c; do
    case $net_a in
      "$1" | "$1:" | "$1:"*) net_n=${net_a%:} ;;
      inet)
        net_b=${net_b#addr:}
        [ ! "$net_n" ] || printf '%s\n' "$net_n $net_b"
        ;;
      RX | TX | UP | ether | inet6 | loop | collisions:* | '' | txqueuelen) ;;
      *) net_n='' ;;
    esac
  done
}

# net_ifconfig LINK LABEL ADDRESS WORD...: an address; a second one of a link needs a label
net_ifconfig() {
  net_x=$1 net_k=$2
  shift 2
  net_b=$(net_labels "$net_x")
  case "$net_nl$net_b$net_nl" in
    *" $1$net_nl"*) return 0 ;;
  esac
  if [ ! "$net_k" ]; then
    net_k=$net_x net_c=0
    while :; do
      case "$net_nl$net_b" in
        *"$net_nl$net_k "*) net_k=$net_x:$net_c net_c=$((net_c + 1)) ;;
        *) break ;;
      esac
    done
  fi
  ifconfig "$net_k" "$@"
}

# net_unifconfig LINK ADDRESS
net_unifconfig() {
  net_labels "$1" | while IFS= read -r net_a; do
    if [ "${net_a##* }" = "$2" ]; then
      if [ "${net_a% *}" = "$1" ]; then ifconfig "$1" 0.0.0.0; else ifconfig "${net_a% *}" down; fi
    fi
  done
}

# net_route add|del inet|inet6 WORD...: as route takes them. It has no replace: what goes the same way
# over another link was deleted by a step of its own, or went with its address.
net_route() {
  net_k=$1 net_f=$2
  shift 2
  route -A "$net_f" "$net_k" "$@"
}

# net_flush LINK: all addresses but those that the kernel makes
net_flush() {
  if has ip; then
    ip -4 addr flush dev "$1"
    ip -6 addr flush dev "$1" scope global
  else
    net_labels "$1" | while IFS= read -r net_a; do net_unifconfig "$1" "${net_a##* }"; done
  fi
}

# net_rule -4|-6 PRIORITY WORD...: adds a rule once; the kernel would add it twice before 4.13
net_rule() {
  net_o=$1 net_k=$2
  shift 2
  net_want=$net_k:
  for net_x; do net_want="$net_want $net_x"; done
  while IFS= read -r net_line; do
    net_line=${net_line%"${net_line##*[! ]}"}
    if [ "${net_line%%	*} ${net_line#*	}" = "$net_want" ]; then return 0; fi
  done <<EOF
$(net_ip "$net_o" rule show)
EOF
  net_ip "$net_o" rule add priority "$net_k" "$@"
}

# --- duplicate address detection, which an address that only moves does not wait for

# net_dad LABEL LINK off|on [ADDRESS]: on puts back what was. It is kept in the folder $net_dir too, where there is one:
# the inverse of an interrupted batch has to know it. ADDRESS, in 32 hex digits, is a new one, for which alone it
# is on. The kernel looks at accept_dad only when it gets round to an address, on another thread. While detection is off
# it tells the neighbours of each address that comes (since 4.16): nothing else on a node can for a card.
net_dad() {
  net_due "$1" || return 1
  shift
  net_x=/proc/sys/net/ipv6/conf/$1/accept_dad
  if [ "$net_ns" ] || [ ! -e "$net_x" ]; then return 0; fi
  net_was "$1"
  case $2${3:+-new} in
    off)
      if [ ! "$net_k" ]; then net_remember "$1"; fi
      net_detect 0
      ;;
    on-new)
      net_soon net_quiet "$1"
      net_probed=$net_probed$3,
      net_group "$1" "$3"
      net_joined=$net_u
      net_detect "$net_k"
      ;;
    off-new)
      # Where it has not begun yet those that move are probed as well: better than this one never.
      if net_soon net_begun "$1" "$3"; then net_detect 0; fi
      ;;
    *)
      net_soon net_quiet "$1"
      net_detect "$net_k"
      if [ "$net_k" ] && [ "$net_dir" ]; then : >"$net_dir/dad.$1"; fi
      ;;
  esac
}

# net_remember LINK: keeps "ACCEPT_DAD NDISC_NOTIFY"; the second is not there before 3.10
net_remember() {
  net_y=${net_x%accept_dad}ndisc_notify
  net_k=$(cat "$net_x")
  if [ -e "$net_y" ]; then net_k="$net_k $(cat "$net_y")"; fi
  net_dads=$net_dads$1/$net_k$net_nl
  if [ "$net_dir" ]; then net_write "$net_dir/dad.$1" "$net_k"; fi
}

# net_detect 0|REMEMBERED: writes either; nothing where nothing was remembered
net_detect() {
  net_y=${net_x%accept_dad}ndisc_notify
  case $1 in
    '') return 0 ;;
    0)
      net_write "$net_x" 0
      if [ -e "$net_y" ]; then net_write "$net_y" 1; fi
      ;;
    *)
      net_write "$net_x" "${1%% *}"
      case $1 in *' '*) net_write "$net_y" "${1##* }" ;; esac
      ;;
  esac
}

# net_soon COMMAND...: tried again for a moment. Other traffic waits meanwhile.
net_soon() {
  net_n=0
  until "$@"; do
    net_n=$((net_n + 1))
    if [ "$net_n" -ge 20 ]; then return 1; fi
    if [ "$net_n" -gt 10 ]; then sleep 0.02 2>/dev/null; fi
  done
}

# net_quiet LINK: no address is left, but new ones, that the kernel has still to see to
net_quiet() {
  while IFS=' ' read -r net_a net_u net_u net_u net_f net_d; do
    if [ "$net_d" = "$1" ] && [ "$((0x$net_f & 0x48))" -eq 64 ]; then
      case ,$net_probed in *",$net_a,"*) ;; *) return 1 ;; esac
    fi
  done </proc/net/if_inet6
}

# net_begun LINK ADDRESS: the kernel has joined the group in which it asks for this address, and let go of the lock
# under which it did both
net_begun() {
  net_group "$1" "$2"
  [ "$net_u" -gt "$net_joined" ] || return
  if has ip; then ip link set dev "$1" up; else ifconfig "$1" up; fi
}

# net_group LINK ADDRESS: how many addresses of the link are in the group in which this one is asked for, in net_u
net_group() {
  net_g=ff0200000000000000000001ff${2#??????????????????????????}
  while IFS=' ' read -r net_a net_d net_f net_u net_a; do
    if [ "$net_d $net_f" = "$1 $net_g" ]; then return 0; fi
  done </proc/net/igmp6
  net_u=0
}

# net_was LINK: what was kept, in net_k
net_was() {
  net_k=''
  case $net_nl$net_dads in
    *"$net_nl$1/"*)
      net_k=$net_nl$net_dads
      net_k=${net_k#*"$net_nl$1/"}
      net_k=${net_k%%"$net_nl"*}
      ;;
    *) if [ "$net_dir" ] && [ -s "$net_dir/dad.$1" ]; then read -r net_k <"$net_dir/dad.$1"; fi ;;
  esac
}

# --- DHCP clients

# net_clients PROGRAM LINK: process ids of those at work in this namespace
net_clients() (
  set +f
  me=$(readlink /proc/self/ns/net 2>/dev/null)
  for p in /proc/[0-9]*; do
    read -r s <"$p/stat" || continue
    case $s in
      *"($1)"*) ;;
      *'(busybox)'*) [ "$1" = udhcpc ] || continue ;;
      *) continue ;;
    esac
    [ "$(readlink "$p/ns/net")" = "$me" ] || continue
    case "$net_nl$(tr '\0' '\n' <"$p/cmdline")$net_nl" in
      *"$net_nl$2$net_nl"*) echo "${p#/proc/} $(net_ticks "${p#/proc/}")" ;;
    esac
  done
) 2>/dev/null

# net_ticks PID: when a process began
net_ticks() (
  read -r s <"/proc/$1/stat" || return
  IFS=' '
  # shellcheck disable=SC2086
  set -- ${s##*) }
  shift 19
  echo "$1"
) 2>/dev/null

# net_stop_dhcp PROGRAM LINK: no signal that lets it say good-bye: that gives the lease back, or removes the address
net_stop_dhcp() {
  if [ "$net_scratch" ]; then return 0; fi
  while read -r net_x; do
    net_k=${net_x%% *}
    if [ "$net_x" ] && [ "$(net_ticks "$net_k")" = "${net_x#* }" ]; then
      kill -9 "$net_k" 2>/dev/null
    fi
  done <<EOF
$(net_clients "$1" "$2")
EOF
  return 0
}

# net_start_dhcp LABEL LINK PROGRAM ARGUMENT...: in the background
net_start_dhcp() {
  net_due "$1" || return 1
  net_d=$1 net_x=$2
  shift 2
  if [ "$net_scratch" ]; then return 0; fi
  if ! has "$1"; then
    net_judge "$net_d" "no program $1"
    return
  fi
  if [ "$(net_clients "$1" "$net_x")" ]; then return 0; fi
  if has setsid; then set -- setsid "$@"; fi
  "$@" </dev/null >/dev/null 2>&1 &
}

# --- telling the neighbours

# net_announce LINK ADDRESS...: never a failure, never waited for
net_announce() {
  net_x=$1
  shift
  if [ "$net_ns" ] || [ "$net_scratch" ]; then return 0; fi
  net_self "$net_x"
  if has arping; then net_f=''; elif has busybox; then net_f=busybox; else return 0; fi
  # Each a program of its own at once, and no subshell: that would keep descriptors of a shell that
  # somebody reads from until the last answer.
  for net_k; do
    case $net_k in
      *:*) ;;
      *) ${net_f:+"$net_f"} arping -U -c 1 -I "$net_x" "$net_k" </dev/null >/dev/null 2>&1 & ;;
    esac
  done
}

# net_self LINK: the kernel itself tells of all addresses when the address of a link is set, the
# same too. Only for a bridge whose address somebody set: a card may go down, one that nobody set
# would count as set, and PERMANENT neighbours are forgotten.
net_self() {
  net_k=''
  { read -r net_k <"/sys/class/net/$1/addr_assign_type"; } 2>/dev/null
  [ "$net_k" = 3 ] && [ -d "/sys/class/net/$1/bridge" ] && has ip || return 0
  [ ! "$(ip neigh show dev "$1" nud permanent 2>&1)" ] || return 0
  read -r net_k <"/sys/class/net/$1/address" || return 0
  net_v4=/proc/sys/net/ipv4/conf/$1/arp_notify net_v6=/proc/sys/net/ipv6/conf/$1/ndisc_notify
  net_a=0 net_b=0
  # A shell that reads byte by byte gets one digit and then the end of such a file: that is no failure.
  if [ -e "$net_v4" ]; then
    read -r net_a <"$net_v4"
    net_write "$net_v4" 1
  fi
  if [ -e "$net_v6" ]; then
    read -r net_b <"$net_v6"
    net_write "$net_v6" 1
  fi
  ip link set dev "$1" address "$net_k" 2>/dev/null
  for net_f in "$net_v4 $net_a" "$net_v6 $net_b"; do
    if [ -e "${net_f% *}" ]; then net_write "${net_f% *}" "${net_f##* }"; fi
  done
  return 0
}
