# shellcheck shell=sh disable=SC2154,SC2034,SC2086
# Steps on OpenVZ containers. Sent with apply; its $out, quiet, step and $mark are used here.

# vz_step CTID NUMBER FUNCTION ...: a container's step; where it fails, what was done to the same
# container before is taken back by the functions back_NUMBER
vz_step() {
  if [ "$vz" != "$1" ]; then
    vz=$1 undo='' gone=''
  fi
  n=$2
  shift 2
  if "$@"; then
    undo=$n$nl$undo
    return
  else
    failed=$? words=$out
  fi
  # Of the commands for a network inside the first ones may have been done. A file there changes
  # as a whole.
  case $1:${2-} in
    'vz_inside:PATH='*) undo=$n$nl$undo ;;
  esac
  for u in $undo; do
    if "back_$u"; then
      say "$b undone $u"
    else
      words=$words$nl"taking back what was done before: $out"
    fi
  done
  if [ "$undo" ]; then
    vz_again
  fi
  out=$words
  return "$failed"
}

# vz_again: the routes that vz_forget took from what the container has again, and all that the node's
# script does for its interfaces
vz_again() {
  f=/etc/vz/conf/$vz.conf
  if [ ! -f "$f" ]; then
    return
  fi
  again=$nl$(vz_addresses "$f" '[A-Za-z0-9_]*')$nl
  for g in $gone; do
    a=${g%%,*} d=${g#*,}
    case $again in
      *"$nl$a$nl"*) vz_route add "$a" "$d" || : ;;
    esac
  done
  for e in $(vz_netif "$f" host_ifname); do
    vz_network "$e" || words=$words$nl"taking back what was done before: $out"
  done
}

# vz_call COMMAND...: quietly; waits while another one has the container's lock, which vzctl says
# with 9
vz_call() {
  tries=0
  while :; do
    quiet "$@"
    rc=$?
    if [ "$rc" != 9 ] || [ "$tries" -ge 30 ]; then
      break
    fi
    tries=$((tries + 1))
    sleep 1
  done
  if [ "$rc" = 9 ]; then
    lockdir=$(sed -n 's/^[[:space:]]*LOCKDIR=//p' /etc/vz/vz.conf 2>/dev/null | tr -d "\"'")
    lockdir=${lockdir:-/vz/lock}
    out="$out${nl}locked for 30 s by: $(cat "$lockdir/$vz.lck" 2>/dev/null)"
  fi
  return "$rc"
}

vz_set() {
  vz_call vzctl set "$vz" "$@" --save
}

# vz_add HOST_IFNAME FILTER FIELDS
vz_add() {
  if [ "$2" ]; then
    vz_set --netif_add "$3" --ifname "${3%%,*}" --mac_filter "$2"
  else
    vz_set --netif_add "$3"
  fi || return
  if ! vz_network "$1"; then
    added=$out
    vz_set --netif_del "${3%%,*}" || added=$added$nl"taking it back: $out"
    out=$added
    return 1
  fi
}

# vz_change HOST_IFNAME OPTION...: vzctl asks the node's script before it saves the change, and the
# script reads what is saved: it would put a running container's interface where it was
vz_change() {
  h=$1
  shift
  vz_set "$@" && vz_network "$h"
}

# vz_del NAME BRIDGE ADDRESS...: the node's routes to it over its bridge would outlive it
vz_del() {
  vz_set --netif_del "$1" || return
  d=$2
  shift 2
  for a in "$@"; do
    vz_taken "$a" || vz_route del "$a" "$d" || :
  done
}

# vz_network HOST_IFNAME: calls the node's script once more. While vzctl adds an interface to a
# running container its file does not have it yet, so the script could not know its bridge.
vz_network() {
  if [ ! -e "/sys/class/net/$1" ]; then
    return 0
  fi
  for d in /usr/sbin /usr/libexec /usr/lib/vzctl/scripts; do
    if [ -x "$d/vznetcfg" ]; then
      quiet env VEID="$vz" "$d/vznetcfg" init veth "$1"
      return
    fi
  done
}

# vz_inside COMMANDS: by the shell inside; vzctl gives its exit code
vz_inside() {
  quiet vz_exec "$1" && return
  rc=$?
  if [ "$rc" = 124 ]; then
    out="$out${nl}no answer from inside for 60 s"
  fi
  return "$rc"
}

# vz_exec COMMANDS: the exit code goes another way than what is printed, which is limited; and nothing
# that is left behind inside holds either
vz_exec() {
  {
    rc=$(
      {
        {
          within 60 vzctl exec2 "$vz" "$1" 2>&1 3>&- 4>&-
          echo "$?" >&3
        } | limited 65 1000000 >&4
      } 3>&1
    )
  } 4>&1
  return "${rc:-1}"
}

# vz_conf KEY LINE ...: sets lines of the container's file where they stand; an empty line removes.
# vzctl's lock could not be had without being vzctl; so what somebody else wrote meanwhile is looked
# for, right before the file is replaced.
vz_conf() {
  f=/etc/vz/conf/$vz.conf
  t=/etc/vz/conf/.$vz.conf.bascule-$mark-c
  rm -f "$t" "$t-old"
  # First the copy, for its owner and mode.
  out=$(cp -p "$f" "$t" 2>&1) || return
  staged=$staged$t$nl$t-old$nl
  out=$(cp -p "$t" "$t-old" 2>&1) || return
  was=$(cat "$t-old") || return
  now=$was
  while [ $# -gt 0 ]; do
    # Its status is that of the command that edits: one that died leaves a part, or nothing.
    if ! now=$(say "$now" | vz_line "$1" "$2"); then
      out="$f could not be edited"
      return 1
    fi
    shift 2
  done
  out=$({ [ ! "$now" ] || say "$now"; } | dd of="$t" bs=65536 conv=fsync 2>&1) || return
  labelled "$f" "$t"
  if [ "$(cat "$f")" != "$was" ]; then
    out="somebody else has changed $f just now; plan again"
    return 1
  fi
  out=$(mv -f "$t" "$f" 2>&1) || return
  relabelled "$f"
  dd if=/dev/null of="$f" conv=notrunc,fsync 2>/dev/null || :
  vz_proxies del "$t-old"
  vz_forget "$t-old" "$f"
  rm -f "$t-old"
  case $(vzctl status "$vz" 2>/dev/null) in
    *running*) vz_proxies replace "$f" ;;
  esac
}

# vz_values FILE KEY: of all lines of a key, a pattern, as the node's scripts read them
vz_values() {
  sed -n -e "s/^[[:space:]]*$2=//" -e 't value' \
    -e "s/^[[:space:]]*export[[:space:]][[:space:]]*$2=//" -e 't value' -e d -e ':value' \
    -e 's/^"\([^"]*\)".*/\1/p' -e t -e "s/^'\([^']*\)'.*/\1/p" -e t \
    -e 's/[[:space:]]#.*//p' -e t -e p "$1" | tr -d "\"'\\000\\r" | sed 's/[[:space:]]*$//'
}

# vz_addresses FILE SUFFIX: the addresses that it gives to interfaces, without their prefixes
vz_addresses() {
  vz_values "$1" "VETH_IP_ADDRESS$2" | tr ' ' '\n' | tr '\t' '\n' |
    sed -n -e 's,/.*,,' -e '/^[0-9A-Fa-f:.]*[:.][0-9A-Fa-f:.]*$/p'
}

# vz_netif FILE FIELD: of all interfaces
vz_netif() {
  vz_values "$1" NETIF | tr ',' '\n' | tr ';' '\n' | sed -n "s/^[[:space:]]*$2=//p"
}

# vz_bridges FILE: also those of interfaces that name none
vz_bridges() {
  vz_netif "$1" bridge
  vz_values "$1" 'BRIDGEDEV[A-Za-z0-9_]*'
}

# vz_route add|del ADDRESS DEVICE
vz_route() {
  case $2 in
    *:*) ip -6 route "$1" "$2/128" dev "$3" ;;
    *) ip -4 route "$1" "$2/32" dev "$3" ;;
  esac >/dev/null 2>&1
}

# vz_taken ADDRESS: it has moved to another container that runs, or both have it
vz_taken() (
  cd /etc/vz/conf || exit 1
  set +f
  set -- "$1" [1-9]*.conf
  set -f
  a=$1
  shift
  for o in "$@"; do
    if [ "$o" != "$vz.conf" ] && [ -f "$o" ] && grep -qF "$a" "$o" 2>/dev/null; then
      case $nl$(vz_addresses "$o" '[A-Za-z0-9_]*')$nl in
        *"$nl$a$nl"*) ! vz_runs "$o" || exit 0 ;;
      esac
    fi
  done
  exit 1
)

# vz_runs FILE: the container has an interface on the node
vz_runs() {
  for e in $(vz_netif "$1" host_ifname); do
    if [ -e "/sys/class/net/${e##*/}/." ]; then
      return 0
    fi
  done
  return 1
}

# vz_forget OLD NEW: the routes to addresses that are not the container's any more; somebody else may
# be given them. Another one who has such an address now keeps its route over a bridge of both.
vz_forget() {
  kept=$nl$(vz_addresses "$2" '[A-Za-z0-9_]*')$nl
  for a in $(vz_addresses "$1" '[A-Za-z0-9_]*'); do
    case $kept in *"$nl$a$nl"*) continue ;; esac
    over=$(vz_netif "$1" host_ifname)
    vz_taken "$a" || over=$over$nl$(vz_bridges "$1")
    for d in $over; do
      if vz_route del "$a" "$d"; then
        gone=$gone$a,$d$nl
      fi
    done
  done
  return 0
}

# vz_proxies del|replace FILE: what it says that the node answers for on an uplink, as the node's
# scripts do at start and stop
vz_proxies() {
  sed -n -e 's/^[[:space:]]*export[[:space:]][[:space:]]*//' -e 's/^[[:space:]]*VETH_UPLINK\([A-Za-z0-9_]*\)=["'\'']\{0,1\}\([A-Za-z0-9][A-Za-z0-9_.-]*\).*/=\1 \2/p' "$2" |
    while IFS=' ' read -r of uplink; do
      for a in $(vz_addresses "$2" "${of#=}"); do
        case $a in
          *:*) [ "$1" != del ] || ! vz_taken "$a" || continue ;;
          *) continue ;;
        esac
        ip -6 neigh "$1" proxy "$a" dev "$uplink" >/dev/null 2>&1
      done
    done
  return 0
}

# vz_line KEY LINE: the last line of a key is the one that counts in shell; it is the one that stays
vz_line() {
  K=$1 V=$2 awk '
    { line[NR] = $0 }
    $0 ~ "^[ \t]*(export[ \t]+)?" ENVIRON["K"] "=" { mine[NR] = 1; last = NR }
    END {
      for (i = 1; i <= NR; i++) {
        if (!(i in mine)) print line[i]
        else if (i == last && ENVIRON["V"] != "") print ENVIRON["V"]
      }
      if (!last && ENVIRON["V"] != "") print ENVIRON["V"]
    }'
}
