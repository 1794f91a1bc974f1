# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# Words, the lock, and a container's configuration file.

log() { printf '%s\n' "$*"; }
err() { printf '%s\n' "$*" >&2; }
fail() {
  local code=$1
  shift
  err "$*"
  exit "$code"
}

# lock COMMAND: one change of a container at a time. The file appears with its text in it.
lock() {
  local dir file pid
  dir=$(global LOCKDIR /vz/lock)
  file=$dir/$VEID.lck
  mkdir -p "$dir"
  printf '%s\n%s\n' $$ "$1" >"$file.$$"
  until ln "$file.$$" "$file" 2>/dev/null; do
    read -r pid <"$file" || pid=''
    if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then
      rm -f "$file.$$"
      fail 9 "Container already locked"
    fi
    err "Removing stale lock file $file"
    rm -f "$file"
  done
  rm -f "$file.$$"
  LOCK=$file
  trap 'rm -f "$LOCK"' EXIT
  trap 'exit 1' INT TERM HUP
}

# value_in FILE KEY [DEFAULT]: as written; the last line counts.
value_in() {
  local line value=''
  while read -r line; do
    case $line in "$2="*) value=${line#*=} ;; esac
  done 2>/dev/null <"$1"
  case $value in \"*\") value=${value#\"} value=${value%\"} ;; \'*\') value=${value#\'} value=${value%\'} ;; esac
  printf '%s' "${value:-${3-}}"
}

conf() { value_in "$CONF" "$@"; }
global() { value_in /etc/vz/vz.conf "$@"; }

# conf_path KEY DEFAULT: the container's file, then the node's; both may say $VEID.
conf_path() {
  local value
  value=$(conf "$1" "$(global "$1" "$2")")
  value=${value//'${VEID}'/$VEID}
  printf '%s' "${value//'$VEID'/$VEID}"
}

need_conf() { [ -f "$CONF" ] || fail 14 "Container config file does not exist"; }

# save_conf KEY VALUE ...: in place or appended; every other line stays as it is. Says nothing when nothing differs.
save_conf() {
  local next=$CONF.tmp.$$
  if [ -f "$CONF" ]; then cat "$CONF" >"$next"; else : >"$next"; fi
  while [ $# -gt 1 ]; do
    KEY=$1 LINE="$1=\"$2\"" awk '
      index($0, ENVIRON["KEY"] "=") == 1 { if (!done) print ENVIRON["LINE"]; done = 1; next }
      { print }
      END { if (!done) print ENVIRON["LINE"] }' "$next" >"$next.2" && mv "$next.2" "$next"
    shift 2
  done
  if [ -f "$CONF" ] && cmp -s "$CONF" "$next"; then
    rm -f "$next"
    log "No changes in CT configuration, not saving"
    return
  fi
  if [ -f "$CONF" ]; then chmod --reference="$CONF" "$next"; fi
  mv "$next" "$CONF" || fail 139 "Unable to save config"
  log "CT configuration saved to $CONF"
}

# state: pid of the container's init, as the node sees it.
init_pid() {
  local pid start now
  { read -r pid start <"$VZ_RUN/$VEID.pid"; } 2>/dev/null || return 1
  now=$(started "$pid") && [ "$now" = "$start" ] || return 1
  printf '%s\n' "$pid"
}

# started PID: when, which tells it from a later process of the same number. A dead one that nobody has asked for does not count.
started() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  [ "$1" != Z ] || return 1
  printf '%s\n' "${20}"
}

is_running() { [ "$VEID" = 0 ] || init_pid >/dev/null; }
is_mounted() { [[ $(</proc/self/mounts) == *" $VE_ROOT "* ]]; }
exists() { [ -d "$VE_PRIVATE" ]; }

vz_status() {
  local there=deleted mounted=unmounted running=down
  exists && there=exist
  is_mounted && mounted=mounted
  is_running && running=running
  log "CTID $VEID $there $mounted $running"
}
