# shellcheck shell=bash
# Running programs so that a signal is acted upon at once: bash runs no trap while it waits for a program in
# the foreground, but it does while it waits for one in the background.

child=''

# run COMMAND...: as in the foreground, without its standard input.
run() {
  local status=0
  "$@" </dev/null &
  child=$!
  wait "$child" || status=$?
  child=''
  return "$status"
}

# To be called first in a clean-up: nothing may still be working while its ground is taken away.
stop_child() {
  [ -n "$child" ] || return 0
  kill -TERM "$child" 2>/dev/null || :
  # Programs here end by themselves on a TERM, or are under 'timeout --kill-after'.
  wait "$child" 2>/dev/null || :
}
