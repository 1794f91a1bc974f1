# shellcheck shell=sh disable=SC2154,SC2034,SC2086
# Steps on OpenVZ containers. Sent with apply; its $out, quiet, step and $mark are used here.

# vz_step CTID NUMBER FUNCTION ...: a container's step; where it fails, what was done to the same
# container before is taken back by the functions back_NUMBER
vz_step() {
  if [ "$vz" != "$1" ]; then
    vz=$1 undo='' gone=''
  fi
  n=$2 half='' undoing=''
  shift 2
  if "$@"; then
    undo=$n$nl$undo
    return
  else
    failed=$? words=$out
  fi
  # Of the commands for a network inside the first ones may have been done. A file there changes
  # as a whole.
  case $half$1:${2-} in
    yes* | 'vz_inside:PATH='*) undo=$n$nl$undo ;;
  esac
  undoing=yes
  for u in $undo; do
    if "back_$u"; then
      say "$b undone $u"
    else
      words=$words$nl"taking back what was done before: $out"
    fi
  done
  undoing=''
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

# vz_venet ADDRESS... -- ADDRESS...: gives the first ones, and takes the others once they are there. Of
# several the first ones may have been given, and not saved.
vz_venet() {
  more='' less='' back=''
  while [ "$1" != -- ]; do
    more=$more--ipadd$nl$1$nl back=$back--ipdel$nl$1$nl
    shift
  done
  shift
  for a in "$@"; do
    less=$less--ipdel$nl$a$nl
  done
  if [ "$more" ] && ! vz_set $more; then
    added=$out
    vz_call vzctl set "$vz" $back || :
    out=$added
    return 1
  fi
  if [ "$less" ]; then
    half=yes
    vz_set $less
  fi
}

# vz_add HOST_IFNAME FILTER FIELDS
vz_add() {
  if [ "$2" ]; then
    vz_set --netif_add "$3" --ifname "${3%%,*}" --mac_filter "$2"
  else
    vz_set --netif_add "$3"
  fi || return
  # One that comes back is asked for last, when the container's file says again what it said.
  if ! [ "$undoing" ] && ! vz_network "$1"; then
    added=$out
    vz_set --netif_del "${3%%,*}" || added=$added$nl"taking it back: $out"
    out=$added
    return 1
  fi
}

# vz_change HOST_IFNAME BRIDGE OPTION...: vzctl asks the node's script before it saves the change, and
# the script reads what is saved: the old bridge, which may be gone by now. So the file has the new
# one first.
vz_change() {
  h=$1
  line=$(vz_rebridged "/etc/vz/conf/$vz.conf" "$1" "$2")
  shift 2
  if [ "$line" ]; then
    vz_conf NETIF "$line" || return
    half=yes
  fi
  # On the way back the file's other settings are not back yet; vz_again asks the script once more.
  if [ "$undoing" ]; then
    vz_set "$@" || [ "$line" ]
    return
  fi
  vz_set "$@" || return
  half=yes
  vz_network "$h"
}

# vz_rebridged FILE HOST_IFNAME BRIDGE: the line NETIF with another bridge there; nothing where it has
# that one, or none, or where the line is none that vzctl writes
vz_rebridged() {
  if [ ! "$3" ]; then
    return
  fi
  vz_values "$1" NETIF | tail -n 1 | H=$2 B=$3 awk '
    /^[A-Za-z0-9=,;:._@-]+$/ {
      n = split($0, entry, ";")
      for (i = 1; i <= n; i++) {
        if (index("," entry[i] ",", ",host_ifname=" ENVIRON["H"] ",")) {
          m = split(entry[i], field, ",")
          text = ""
          for (k = 1; k <= m; k++) {
            if (field[k] ~ /^bridge=/) field[k] = "bridge=" ENVIRON["B"]
            text = text (k > 1 ? "," : "") field[k]
          }
          entry[i] = text
        }
        all = all (i > 1 ? ";" : "") entry[i]
      }
      if (all != $0) print "NETIF=\"" all "\""
    }'
}

# vz_del NAME BRIDGE ADDRESS...: the node's routes to it over its bridge would outlive it
vz_del() {
  vz_set --netif_del "$1" || return
  d=$2
  shift 2
  for a in "$@"; do
    if ! vz_taken "$a" && vz_route del "$a" "$d"; then
      lost=${lost-}$a,$d$nl
    fi
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
    *running*)
      vz_proxies replace "$f"
      vz_found "$f"
      ;;
  esac
}

# vz_found FILE: the routes to its addresses that went with another container, over a bridge of both
vz_found() {
  have=$nl$(vz_addresses "$1" '[A-Za-z0-9_]*')$nl
  over=$nl$(vz_bridges "$1")$nl
  for g in ${lost-}; do
    a=${g%%,*} d=${g#*,}
    case $have in
      *"$nl$a$nl"*)
        case $over in
          *"$nl$d$nl"*) vz_route add "$a" "$d" || : ;;
        esac
        ;;
    esac
  done
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
        lost=${lost-}$a,$d$nl
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
