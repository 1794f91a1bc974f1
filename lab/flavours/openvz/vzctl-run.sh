# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# Commands inside.

in_container() {
  local pid
  pid=$(init_pid) || return 31
  nsenter --target "$pid" --mount --uts --ipc --net --pid --root --wd "$@"
}

# inside COMMAND: by the container's bash; the words were joined with spaces, so it is quoted for two shells.
inside() {
  local env=(env -i HOME=/root TERM="${TERM:-linux}" "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
  if [ "$1" = - ]; then in_container "${env[@]}" /bin/bash -s; else in_container "${env[@]}" /bin/bash -c "$1"; fi
}

need_running() {
  need_conf
  is_running || fail "$1" "Container is not running"
}

vz_exec() {
  [ $# -gt 0 ] || fail 20 "Invalid usage: no command given"
  need_running 8
  inside "$*" || exit 8
}

vz_exec2() {
  [ $# -gt 0 ] || fail 20 "Invalid usage: no command given"
  need_running 31
  inside "$*"
}

vz_enter() {
  need_running 31
  log "entered into CT $VEID"
  in_container env -i HOME=/root TERM="${TERM:-linux}" "PATH=$PATH" PS1="CT-$VEID \\w\\$ " /bin/bash --norc -i
  log "exited from CT $VEID"
}
