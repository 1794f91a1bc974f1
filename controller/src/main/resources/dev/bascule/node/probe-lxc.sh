# shellcheck shell=sh disable=SC2154,SC2012,SC2016
# LXC containers: their file, whether they run, and the network inside of those that do.
# $LX: lines with a container's name, a blank and the folder that it is in

lxcs() {
  if ! has lxc-info; then
    return
  fi
  lxc_runs=''
  say "$b lxc" "$(lxc-info --version 2>/dev/null)"
  for l in $LX; do
    lxc_one "${l%% *}" "${l#* }"
  done
  if [ "$lxc_runs" ]; then
    say "$b lxc-links"
    set +f
    for l in /sys/class/net/*/ifindex; do
      l=${l%/*}
      say "$(cat "$l/ifindex") $(cat "$l/iflink") ${l##*/}"
    done 2>/dev/null
    set -f
  fi
}

# lxc_one NAME FOLDER: LXC cannot say anything of a file that it cannot read
lxc_one() {
  f=$2/$1/config
  if [ ! -f "$f" ]; then
    return
  fi
  o=$(ls -ldn "$2/." | awk '{ print $3 }')
  if [ "$o" != 0 ]; then
    say "$b lxc-owner $1 $2" "$o"
  fi
  if [ -f "/etc/pve/lxc/$1.conf" ]; then
    say "$b lxc-pve $1 $2"
  fi
  say "$b lxc-at $1 $2"
  # Its last line may have no end.
  cat "$f"
  echo
  lxc_included "$f" "$1 $2"
  s=$(within 15 lxc-info -P "$2" -n "$1" -s -H 2>/dev/null)
  say "$b lxc-state $1 $2" "$s"
  case $s in
    RUNNING) lxc_inside "$1" "$2" ;;
  esac
}

# lxc_included FILE PLACE: the first line of a network in what it includes, at any depth
lxc_included() {
  i=$(lxc_others "$1" 2>/dev/null | head -n 1)
  if [ "$i" ]; then
    say "$b lxc-included $2" "$i"
  fi
}

# lxc_others FILE: lines of networks in other files, each file once
lxc_others() {
  lxc_todo=$1 lxc_read=$nl
  while [ "$lxc_todo" ]; do
    i=${lxc_todo%%"$nl"*}
    lxc_todo=${lxc_todo#"$i"}
    lxc_todo=${lxc_todo#"$nl"}
    case $lxc_read in
      *"$nl$i$nl"*) continue ;;
    esac
    lxc_read=$lxc_read$i$nl
    if [ -f "$i" ]; then
      [ "$i" = "$1" ] || grep -n '^[[:space:]]*lxc\.net' "$i" /dev/null
      lxc_todo=$lxc_todo$nl$(lxc_includes "$i")
      lxc_todo=${lxc_todo#"$nl"}
    fi
  done
}

# lxc_includes FILE: what its lines include; of a folder, its *.conf
lxc_includes() {
  sed -n 's/^[[:space:]]*lxc\.include[[:space:]]*=[[:space:]]*//p' "$1" | tr -d "\"'\\r" |
    while IFS= read -r i; do
      if [ -d "$i" ]; then
        find "$i/." -name '*.conf'
      else
        printf '%s\n' "$i"
      fi
    done
}

# lxc_inside NAME FOLDER: with the node's own ip, so the container needs none. One that shares the node's
# network, whatever its file says by now, has none of its own: 77. An ip that does not tell what links are
# (busybox's) is asked without that: plain.
lxc_inside() {
  lxc_runs=yes
  t='[ "$(readlink /proc/self/ns/net)" != "$1" ] || exit 77; '
  t=$t'{ ip -d -o link show 2>/dev/null || { echo plain; ip -o link show; }; } && '
  t=$t'ip -o addr show && echo = && ip route show || exit; ip -6 route show 2>/dev/null; :'
  o=$(within 15 lxc-attach -P "$2" -n "$1" -s NETWORK -- /bin/sh -c "$t" sh "$(readlink /proc/self/ns/net)" 2>&1)
  rc=$?
  say "$b lxc-net $1 $2 $rc" "$o"
}
