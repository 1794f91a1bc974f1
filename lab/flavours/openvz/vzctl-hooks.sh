# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# Scripts that the node's administrator puts beside a container's file.

CLEAN=(env -i HOME=/ TERM=linux "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")

# hook FILE: on the node. One that exists and cannot be executed is a failure as well.
hook() {
  local code
  [ -e "$1" ] || return 0
  "${CLEAN[@]}" VEID="$VEID" VE_CONFFILE="$CONF" "$1" </dev/null && return
  code=$?
  err "Error executing hook script $1 (exit code $code)"
  return 79
}

# On the way up the node's script comes first, on the way down the container's.
hooks_up() { hook "$VZ_CONF/vps.$1" && hook "$VZ_CONF/$VEID.$1"; }
hooks_down() { hook "$VZ_CONF/$VEID.$1" && hook "$VZ_CONF/vps.$1"; }

# hook_inside KIND: start and stop are read by the container's shell.
hook_inside() {
  local file=$VZ_CONF/$VEID.$1
  [ -e "$file" ] || return 0
  in_container "${CLEAN[@]}" VEID="$VEID" /bin/bash -s <"$file" && return
  err "Error executing $1 script $file"
  return 79
}
