# shellcheck shell=sh disable=SC2154,SC2086,SC2016
# Network namespaces beside the node's own, whose they are, and the links in them with the numbers by
# which the kernel ties them to the node's. Asked for by facts and graph only: it costs some processes for each
# container. At most 250 of them are looked into.

spaces() {
  echo "$b s link"
  at=''
  if has ip; then
    # busybox has no -d. An old one does not say behind a name what is at the other end.
    at=$(ip -d -o link 2>/dev/null || ip -o link 2>/dev/null)
    say "$at"
    case $at in
      *[a-z0-9]@[a-z0-9]*) ;;
      *) at='' ;;
    esac
  fi
  set +f
  echo "$b s sys"
  cd /sys/class/net && grep -s '' -- */ifindex */iflink
  cd /
  echo "$b s conf"
  grep -sE '^[[:space:]]*(export[[:space:]]+)?(NETIF|IP_ADDRESS|VETH_IP_ADDRESS[A-Za-z0-9_]*)=' /etc/vz/conf/[1-9]*.conf /dev/null
  echo "$b s vepid"
  grep -s '' /var/lib/vzctl/vepid/* /dev/null
  # Lines of a namespace's number, a process of it or 0, and its name if it has one. The lowest process first: what a
  # container's init is in, is the container's; a service of it may have one of its own.
  l=$(
    {
      # shellcheck disable=SC2012 # find of busybox has no -printf
      ls -i /var/run/netns | sed 's/^ *\([0-9]*\) /\1 0 /'
      say /proc/[0-9]*/ns/net | xargs ls -l |
        sed -n 's|.* /proc/\([0-9]*\)/ns/net -> net:.\([0-9]*\).*|\2 \1|p'
    } 2>/dev/null | awk -v own="$(readlink /proc/$$/ns/net | tr -dc 0-9)" '
$1 == own { next }
!($1 in pid) { order[++n] = $1; pid[$1] = 0 }
$2 == 0 { name[$1] = substr($0, length($1) + 4) }
$2 > 0 && (!pid[$1] || $2 + 0 < pid[$1]) { pid[$1] = $2 + 0 }
END { for (i = 1; i <= n; i++) print order[i], pid[order[i]], name[order[i]] }' |
      sort -n -k2,2
  )
  k=0 s='' q='' v=''
  for i in $l; do
    i=${i#* }
    p=${i%% *}
    k=$((k + 1))
    if [ $k -gt 250 ]; then
      continue
    fi
    say "$b s$k of" "$i"
    if [ "$p" != 0 ]; then
      s=$s/proc/$p/comm$nl q=$q/proc/$p/status$nl v=$v/proc/$p/cgroup$nl
    fi
    echo "$b s$k link"
    within_space "$p" "${i#* }" "$b s$k" 2>/dev/null
  done
  say "$b s count" "$k"
  echo "$b s who"
  if [ "$s" ]; then
    grep -s '' $s /dev/null
    grep -s '^envID:' $q /dev/null
    grep -sE '/(lxc|docker|libpod)' $v /dev/null
  fi
  set -f
}

# within_space PROCESS NAME FRAME: of a namespace of that process, or else of that name
within_space() {
  t='ip -d -o link || ip -o link; echo "$0 addr"; ip -o addr; echo "$0 route"; ip -4 route show; ip -6 route show'
  r=/proc/$1/ns/net
  if [ "$1" = 0 ]; then
    r=/var/run/netns/$2
  fi
  if has ip && has nsenter; then
    nsenter "--net=$r" -- sh -c "$t" "$3"
  elif has ip && [ "$2" ]; then
    ip netns exec "$2" sh -c "$t" "$3"
  fi
  if [ ! "$at" ] && [ "$1" != 0 ]; then
    # As the container itself sees them, which may have put anything there: a pipe never ends, nor does /proc/kmsg,
    # whose size is 0; a hollow file may be longer than the memory.
    t='ulimit -v 262144; cd "/proc/$0/root/sys/class/net" || exit; for f in */ifindex */iflink */address */flags; do '
    t=$t'if [ -f "$f" ] && [ -s "$f" ]; then set -- "$@" "$f"; fi; done; exec grep -s "" -- "$@" /dev/null'
    echo "$3 sys"
    within 5 sh -c "$t" "$1" | limited 8 262144
    echo
    if ! has ip || ! has nsenter; then
      echo "$3 tables"
      grep -s '' "/proc/$1/net/route" "/proc/$1/net/if_inet6" | sed "s|^/proc/$1/|/proc/|"
    fi
    if ! has ip && has nsenter; then
      echo "$3 ifconfig"
      nsenter "--net=$r" -- ifconfig -a
    fi
  fi
}
