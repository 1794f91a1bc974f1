# shellcheck shell=sh disable=SC2154,SC2086,SC2034
# What every script needs that writes files. $out has the words of what failed.

# started PID: prints when a process began, in ticks since the boot; pids come again, this does not
started() (
  read -r s <"/proc/$1/stat" || return
  IFS=' '
  set -- ${s##*) }
  shift 19
  echo "$1"
) 2>/dev/null

# lock_held LOCK: whether who holds a node's lock is there still. What a lock says: a process, its
# start, its boot, since when, who. Or, between two scripts of one run: @ and its name, until which
# uptime, and the same rest.
lock_held() (
  IFS=' '
  set -- $1
  [ "$3" ] && [ "$3" = "$boot" ] || return
  case $1 in
    @*)
      read -r up rest </proc/uptime || return
      : "$rest"
      [ "${up%%.*}" -lt "$2" ]
      ;;
    *) [ "$(started "$1")" = "$2" ] ;;
  esac
) 2>/dev/null

# lock_folder: $l is the lock's place, in the first folder of $L that can be written
lock_folder() {
  for l in ${L:-/run$nl/var/run$nl/tmp}; do
    if [ -d "$l" ] && [ -w "$l" ]; then
      break
    fi
  done
  l=$l/bascule.lock
}

# lock_keep NAME SECONDS WHO: the lock at $l stays its run's until its next script, or for this long
lock_keep() (
  read -r up rest </proc/uptime || return
  : "$rest"
  rm -f "$l.$$"
  ln -s "@$1 $((${up%%.*} + $2)) $boot $(date +%s) $3" "$l.$$" && mv -f "$l.$$" "$l"
) 2>/dev/null

# sums FILE...: "<sha256>  <path>" lines in one form, whatever made them
sums() {
  sum "$@" | sed 's/^\([0-9a-f]*\) \*/\1  /;/^\\/{s/^\\//;s/\\\\/\\/g;}'
}

decode() {
  if has base64; then
    base64 -d
  elif has busybox && busybox base64 </dev/null >/dev/null 2>&1; then
    busybox base64 -d
  elif has openssl; then
    openssl base64 -d
  else
    unbase | while read -r l; do
      # shellcheck disable=SC2059
      printf "$l"
    done
  fi
}

# base64 to lines of \ooo, which every printf understands
unbase() {
  # shellcheck disable=SC2016
  awk 'BEGIN { a = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" }
  { s = ""; k = 0; n = 0
  for (i = 1; i <= length($0); i++) { c = index(a, substr($0, i, 1)); if (c == 0) break
  n = n * 64 + c - 1; k++
  if (k == 4) { s = s o(int(n / 65536)) o(int(n / 256) % 256) o(n % 256); n = 0; k = 0 } }
  if (k == 2) s = s o(int(n / 16)); if (k == 3) s = s o(int(n / 1024)) o(int(n / 4) % 256)
  print s }
  function o(v) { return sprintf("\\%03o", v) }'
}

# own PATH MODE OWNER: chown first, because it takes setuid bits away
own() {
  if [ "$3" ]; then
    out=$(chown -- "$3" "$1" 2>&1) || return
  fi
  if [ "$2" ]; then
    out=$(chmod -- "$2" "$1" 2>&1) || return
  fi
}

# settled PATH: brings to disk that something was made, linked, removed or given away there; a folder
# ends with a slash. Where the node's sync knows no FILE, another file's fsync takes along what the
# journal has before it; a sync of everything could wait for all containers' writes. A power cut may
# bring that empty file back: it always has the same name, and the next time removes it.
settled() {
  if sync --help 2>&1 | grep -q FILE; then
    sync "$1" 2>/dev/null || :
    return 0
  fi
  t=${1%/*}/.bascule-settled
  rm -f "$t" 2>/dev/null
  if (set -C && : >"$t") 2>/dev/null; then
    dd if=/dev/null of="$t" conv=notrunc,fsync 2>/dev/null || :
    rm -f "$t"
  fi
}

# unlinked PATH: mv would move into a directory, also into one that a link leads to
unlinked() {
  if [ -L "$1" ]; then
    if [ -d "$1" ]; then
      out=$(rm -f "$1" 2>&1)
    fi
  elif [ -d "$1" ]; then
    out="$1 is a directory"
    return 1
  fi
}

labelled() {
  if [ -e /sys/fs/selinux/enforce ] && [ -e "$1" ] && has chcon; then
    chcon --reference="$1" "$2" 2>/dev/null || :
  fi
}

relabelled() {
  if [ -e /sys/fs/selinux/enforce ] && has restorecon; then
    restorecon "$1" 2>/dev/null || :
  fi
}
