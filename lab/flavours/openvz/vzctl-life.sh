# shellcheck shell=bash disable=SC2154,SC2034,SC2016
# From a private area to a running container and back.

need_private() {
  need_conf
  exists || fail 43 "Container private area $VE_PRIVATE does not exist"
}

fs_mount() {
  mkdir -p "$VE_ROOT"
  mount --bind "$VE_PRIVATE" "$VE_ROOT" || return 6
  # The programs are the node's, and the same for every container; all else is the container's own.
  mount --bind /usr "$VE_ROOT/usr" && mount -o remount,ro,bind "$VE_ROOT/usr"
}

fs_umount() { umount "$VE_ROOT/usr" && umount "$VE_ROOT"; }

ct_mount() {
  hooks_up premount || return
  fs_mount || return
  if ! hooks_up mount; then
    fs_umount
    return 79
  fi
  log "Container is mounted"
}

# A hook that fails leaves the container mounted.
ct_umount() {
  hooks_down umount || return
  fs_umount || return 6
  log "Container is unmounted"
  hooks_down postumount
}

vz_mount() {
  need_private
  lock mounting
  is_mounted && fail 40 "Container is already mounted"
  ct_mount
}

vz_umount() {
  need_private
  lock unmounting
  is_running && fail 32 "Container is running. Stop it before umounting"
  is_mounted || fail 41 "CT is not mounted"
  ct_umount
}

vz_start() {
  local force=''
  [ "${1-}" != --force ] || force=yes
  need_private
  lock starting
  if [ "$(conf DISABLED)" = yes ] && [ -z "$force" ]; then fail 15 "Container start disabled"; fi
  is_running && fail 32 "Container is already running"
  ct_start
}

ct_start() {
  local code
  log "Starting container..."
  if is_mounted; then ct_umount; fi
  if ! is_mounted; then ct_mount || return; fi
  env_create || return 7
  env_setup && hook_inside start
  code=$?
  if [ $code -ne 0 ]; then
    err "Container start failed"
    env_kill
    ct_umount
    return $code
  fi
  echo go >&6
  exec 6>&-
  log "Container start in progress..."
}

# The init is there, in namespaces of its own, and waits for the word.
env_create() {
  local go=$VZ_RUN/$VEID.go ready=$VZ_RUN/$VEID.ready word=''
  mkdir -p "$VZ_RUN"
  rm -f "$go" "$ready" "$VZ_RUN/$VEID".{pid,stopping,veth}
  mkfifo "$go" "$ready"
  exec 6<>"$go" 7<>"$ready"
  setsid "$VZ_LIB/ct-wait.sh" "$VEID" "$VE_ROOT" </dev/null >/dev/null 2>&1 6>&- 7>&- &
  read -r -t 20 word <&7
  exec 7>&-
  rm -f "$go" "$ready"
  [ "$word" = ready ] && return
  err "Unable to create the container's namespaces"
  return 7
}

env_setup() {
  in_container hostname "$(conf HOSTNAME "ct$VEID")"
  in_net ip link set dev lo up
  venet_plug
  # shellcheck disable=SC2046
  venet_add $(conf IP_ADDRESS) || return
  read_netif "$(conf NETIF)"
  veth_up "${VETHS[@]}" || return
  write_resolver
}

write_resolver() {
  local word
  [ -n "$(conf NAMESERVER)$(conf SEARCHDOMAIN)" ] || return 0
  {
    [ -z "$(conf SEARCHDOMAIN)" ] || printf 'search %s\n' "$(conf SEARCHDOMAIN)"
    for word in $(conf NAMESERVER); do printf 'nameserver %s\n' "$word"; done
  } >"$VE_PRIVATE/etc/resolv.conf"
}

env_kill() {
  local pid
  : >"$VZ_RUN/$VEID.stopping"
  pid=$(init_pid) && kill -KILL "$pid"
  until ! init_pid >/dev/null; do sleep 0.02; done
  env_clean
}

env_clean() {
  rm -f "$VZ_RUN/$VEID.pid"
  veth_all_down
  venet_unplug
}

vz_stop() {
  local mode=halt umount=yes
  while [ $# -gt 0 ]; do
    case $1 in --fast) mode="kill" ;; --skip-umount) umount='' ;; *) fail 20 "Bad parameter $1" ;; esac
    shift
  done
  need_private
  lock stopping
  if ! is_running; then
    err "Unable to stop: container is not running"
    return 0
  fi
  ct_stop "$mode" "$umount"
}

ct_stop() {
  hook_inside stop || return
  log "Stopping container ..."
  : >"$VZ_RUN/$VEID.stopping"
  if [ "$1" = halt ]; then env_halt || log "Killing container ..."; fi
  env_kill
  log "Container was stopped"
  [ -z "$2" ] || ct_umount
}

# The container's own halt, for STOP_TIMEOUT seconds.
env_halt() {
  local deadline
  deadline=$(($(date +%s%N) + $(global STOP_TIMEOUT 120) * 1000000000))
  in_container "${CLEAN[@]}" halt -n </dev/null >/dev/null 2>&1
  while init_pid >/dev/null; do
    [ "$(date +%s%N)" -lt "$deadline" ] || return 1
    sleep 0.02
  done
}

vz_restart() {
  need_private
  lock restarting
  log "Restarting container"
  if is_running; then ct_stop halt yes || return; fi
  ct_start
}

# Called by ct-wait.sh when a container has ended by itself.
vz_gone() {
  lock unmounting
  is_running && return
  env_clean
  if is_mounted; then ct_umount; fi
}
