# shellcheck shell=sh
# For commands that may hang: those that run inside of containers.

# within SECONDS COMMAND...: ends it after that time, with 124. It is given nothing to read.
within() {
  if has timeout; then
    timeout "$@" </dev/null
    ended=$?
  else
    # CentOS 5 has none.
    watched "$@"
    ended=$?
  fi
  # That of busybox tells the signal.
  if [ "$ended" = 143 ]; then
    ended=124
  fi
  return "$ended"
}

# watched SECONDS COMMAND...
watched() {
  seconds=$1
  shift
  "$@" </dev/null &
  job=$!
  (
    while [ "$seconds" -gt 0 ]; do
      sleep 1
      seconds=$((seconds - 1))
    done
    kill "$job"
  ) </dev/null >/dev/null 2>&1 3>&- 4>&- &
  watch=$!
  wait "$job" 2>/dev/null
  ended=$?
  kill "$watch" 2>/dev/null
  wait "$watch" 2>/dev/null
  return "$ended"
}

# limited SECONDS BYTES: passes on so much of what it reads. The time is for what something that was
# left behind keeps open.
limited() {
  if has timeout; then
    timeout "$1" head -c "$2"
  else
    head -c "$2"
  fi
}
