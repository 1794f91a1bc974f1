# shellcheck shell=sh disable=SC2154,SC2034
# Steps on LXC containers. Sent with apply; its $out, quiet, step, $staged and $mark are used here.

# lx_step FOLDER NAME NUMBER FUNCTION ...: a container's step; where it fails, what was done to the same
# container before is taken back by the functions back_NUMBER
lx_step() {
  if [ "$lx" != "$1/$2" ]; then
    lx=$1/$2 lx_folder=$1 lx_name=$2 lx_unit='' undo=''
  fi
  n=$3 half=''
  shift 3
  if "$@"; then
    undo=$n$nl$undo
    return
  else
    failed=$? words=$out
  fi
  # Of the commands inside, the first ones may have been done.
  case $1 in
    lx_inside) undo=$n$nl$undo ;;
  esac
  for u in $undo; do
    if "back_$u"; then
      say "$b undone $u"
    else
      words=$words$nl"taking back what was done before: $out"
    fi
  done
  if [ "$half" ] && ! lx_start; then
    words=$words$nl"starting it with its old network: $out"
  fi
  out=$words
  return "$failed"
}

# lx_config WAS NOW: the text of the container's file. LXC reads it at starts, and writes it only when
# somebody changes it by a program; what somebody wrote meanwhile is looked for, right before it is replaced.
lx_config() {
  f=$lx_folder/$lx_name/config
  t=$lx_folder/$lx_name/.config.bascule-$mark
  if [ -h "$f" ]; then
    out="$f is a link"
    return 1
  fi
  rm -f "$t"
  # First the copy, for its owner and mode.
  out=$(cp -p "$f" "$t" 2>&1) || return
  staged=$staged$t$nl
  out=$(printf %s "$2" | dd of="$t" bs=65536 conv=fsync 2>&1) || return
  labelled "$f" "$t"
  if [ "$(cat "$f" && echo .)" != "$1." ]; then
    out="somebody else has changed $f just now; plan again"
    return 1
  fi
  out=$(mv -f "$t" "$f" 2>&1) || return
  relabelled "$f"
  dd if=/dev/null of="$f" conv=notrunc,fsync 2>/dev/null || :
}

# lx_inside COMMANDS: by the node's shell and ip, in the container's network, never in the node's own
lx_inside() {
  own=$(readlink /proc/self/ns/net)
  quiet within 60 lxc-attach -P "$lx_folder" -n "$lx_name" -s NETWORK -- /bin/sh -c \
    "[ \"\$(readlink /proc/self/ns/net)\" != '$own' ] || exit 77; $1" && return
  rc=$?
  if [ "$rc" = 77 ]; then
    out="container $lx_name shares the node's network"
  fi
  if [ "$rc" = 124 ]; then
    out="$out${nl}no answer from inside for 60 s"
  fi
  return "$rc"
}

# lx_restart: one that a unit started, by that unit
lx_restart() {
  lx_unit=''
  if [ -d /run/systemd/system ] && [ "$lx_folder" = /var/lib/lxc ] &&
    systemctl is-active --quiet "lxc@$lx_name.service" 2>/dev/null; then
    lx_unit=lxc@$lx_name.service
  fi
  # It may have stopped, though that fails.
  half=yes
  if [ "$lx_unit" ]; then
    quiet within 150 systemctl stop "$lx_unit" || return
  else
    quiet within 100 lxc-stop -P "$lx_folder" -n "$lx_name" -t 60 || return
  fi
  lx_start
}

# lx_start: where it runs, nothing. The kernel takes an ended container's links away behind its end, and so long
# another macvlan cannot have their MAC.
lx_start() {
  lx_left=5
  until lx_runs || lx_begin; do
    lx_failed=$?
    case $out in
      *'Address already in use'*) ;;
      *) return "$lx_failed" ;;
    esac
    if [ "$lx_left" -le 0 ]; then
      return "$lx_failed"
    fi
    lx_left=$((lx_left - 1))
    sleep 2
  done
}

# lx_begin: what LXC says of a failure is in its log, and not on its output
lx_begin() {
  if [ "$lx_unit" ]; then
    quiet within 100 systemctl start "$lx_unit" && lx_awaited
    return
  fi
  rm -f "$lock.lxc"
  quiet within 100 lxc-start -P "$lx_folder" -n "$lx_name" -d -l ERROR -o "$lock.lxc"
  started=$?
  if [ "$started" != 0 ] && [ -s "$lock.lxc" ]; then
    out=$(sed 's/^.* ERROR  *//' "$lock.lxc" | head -n 3)
  fi
  rm -f "$lock.lxc"
  return "$started"
}

lx_runs() {
  case $(lxc-info -P "$lx_folder" -n "$lx_name" -s -H 2>/dev/null) in
    RUNNING) ;;
    *) return 1 ;;
  esac
}

# lx_awaited: a unit counts as started as soon as lxc-start does, before there is a container
lx_awaited() {
  lx_tries=0
  until lx_runs; do
    lx_tries=$((lx_tries + 1))
    if [ "$lx_tries" -gt 100 ] || ! systemctl is-active --quiet "$lx_unit"; then
      out=$(journalctl -u "$lx_unit" -n 8 -o cat 2>&1)
      return 1
    fi
    sleep 1
  done
}

# lx_pct NUMBER VALUE: one netN of a container of Proxmox; without a value it goes
lx_pct() {
  if [ "$2" ]; then
    quiet within 60 pct set "$lx_name" "-net$1" "$2"
  else
    quiet within 60 pct set "$lx_name" -delete "net$1"
  fi
}
