# shellcheck shell=sh disable=SC2154,SC2034
# Time limits without timeout(1), whose arguments differ between nodes.

# tx_limit SECONDS COMMAND...: its exit status; 137 after the time
tx_limit() {
  limit=$1
  shift
  "$@" &
  c=$!
  tx_reap "$limit" "$c" </dev/null >/dev/null 2>&1 &
  # bash tells of killed children on standard error
  tx_wait "$c" 2>/dev/null
}

# tx_wait PID: a signal that is handled here ends wait, but not what is waited for
tx_wait() {
  while :; do
    wait "$1"
    rc=$?
    if [ $rc -le 128 ] || ! tx_stat "$1"; then
      return $rc
    fi
  done
}

tx_reap() {
  tx_stat "$2" || exit 0
  o=$ps_start
  n=$1
  while [ "$n" -gt 0 ]; do
    sleep 1
    n=$((n - 1))
    if ! tx_stat "$2" || [ "$ps_start" != "$o" ]; then
      exit 0
    fi
  done
  tx_kill_tree "$2"
  exit 0
}
