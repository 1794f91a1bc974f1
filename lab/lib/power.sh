# shellcheck shell=bash
# Switching nodes on and off.

# init_pid NODE: "PID START" of a running node's PID 1, as the machine sees it.
init_pid() {
  local pid start
  { read -r pid start <"$LAB_DIR/nodes/$1/init"; } 2>/dev/null || return 1
  alive "$pid" "$start" || return 1
  printf '%s %s\n' "$pid" "$start"
}

is_on() { init_pid "$1" >/dev/null; }

# switch_on NODE...: all at once; waits until every one of them answers as an SSH server.
switch_on() {
  local node boot
  [ $# -gt 0 ] || return 0
  plug_in "$@"
  serve_dhcp "$@"
  for node in "$@"; do
    rm -f "$LAB_DIR/nodes/$node/init" "$LAB_DIR/nodes/$node"/ended.*
    boot=$(date +%s%N)
    printf '%s\n' "$boot" >"$LAB_DIR/nodes/$node/boot"
    # No descriptor of ours goes along: a reader of our output would wait for the nodes, a lock would outlive us.
    LAB_SCRIPT=$LAB_SCRIPT BASCULE_LAB_DIR=$LAB_DIR setsid sh "$LAB_HOME/lib/supervise.sh" "$LAB_DIR" "$node" \
      "$(node_netns "$node")" "$boot" </dev/null >>"$LAB_DIR/nodes/$node/console.log" 2>&1 8>&- 9>&- &
  done
  wait_for_ssh "$@"
}

wait_for_ssh() {
  local node
  for node in "$@"; do
    # A cut node is asked from within.
    if [ -e "$LAB_DIR/nodes/$node/cut" ]; then wait_for_banners "$(node_netns "$node")" "$node"; fi
  done
  for node in "$@"; do [ -e "$LAB_DIR/nodes/$node/cut" ] || printf '%s\n' "$node"; done |
    { mapfile -t wired && wait_for_banners "$CONTROLLER" "${wired[@]}"; }
}

# wait_for_banners NETNS NODE...
wait_for_banners() {
  local netns=$1 node targets=()
  shift
  for node in "$@"; do targets+=("$LAB_DIR/nodes/$node" "$(node_address "$node")"); done
  in_netns "$netns" bash "$LAB_HOME/lib/banners.sh" "$LAB_BOOT_SECONDS" "${targets[@]}" || show_consoles "$@"
}

show_consoles() {
  local node
  for node in "$@"; do
    is_on "$node" && continue
    say "the console of $node ends with:"
    tail -n 15 "$LAB_DIR/nodes/$node/console.log" >&2
  done
  die "not every node came up"
}

# The plug, not a shutdown: nothing on the node gets a word in.
switch_off() {
  local pid start
  if read -r pid start < <(init_pid "$1"); then
    kill_registered "$pid" "$start"
    wait_gone "$pid" "$start"
  fi
  unplug "$1"
}
