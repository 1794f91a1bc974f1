# shellcheck shell=bash
# Everything the lab makes outside its own folder is written here before it is used, so that
# 'down' finds it after a crash. One line each: "netns NAME", "cgroup OPTIONS NAME", "proc PID START".

register() { printf '%s\n' "$*" >>"$LAB_DIR/registry"; }

registered() {
  local kind=$1
  sed -n "s/^$kind //p" "$LAB_DIR/registry"
}

# start_time PID: in clock ticks since the machine's boot. A recycled pid has another one. Fails for zombies.
start_time() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The command's name is in parentheses and may hold anything, so count from the last one.
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  [ "$1" != Z ] && [ "$1" != X ] && printf '%s\n' "${20}"
}

alive() { [ "$(start_time "$1")" = "$2" ]; }

gone() { ! alive "$1" "$2"; }

# kill_registered PID START: only if the pid still is the process that was registered.
kill_registered() {
  alive "$1" "$2" || return 0
  kill -9 "$1" 2>/dev/null || :
}

wait_gone() { wait_until 20 "the end of process $1" gone "$1" "$2"; }

unregister_all_processes() {
  local pid start
  while read -r pid start; do kill_registered "$pid" "$start"; done < <(registered proc)
  while read -r pid start; do wait_gone "$pid" "$start"; done < <(registered proc)
}

unregister_all_namespaces() {
  local name
  while read -r name; do remove_netns "$name"; done < <(registered netns)
}

unregister_all_cgroups() {
  local branches
  mapfile -t branches < <(registered cgroup | sort -u | tr ' ' '\n')
  [ ${#branches[@]} -gt 0 ] || return 0
  mkdir -p "$LAB_DIR/cgroup"
  timeout 60 unshare --mount --propagation private sh "$LAB_HOME/lib/cgroups.sh" "$LAB_DIR/cgroup" "${branches[@]}"
}
