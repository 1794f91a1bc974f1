# shellcheck shell=bash
# The commands of lab/lab, one function each.

lab_usage() {
  cat <<END
usage: lab COMMAND
  up N [--flavour light|old|busybox|systemd] [--ipv6]
                    make nodes up to hn-N and switch on those that are off
  down              remove every trace; also after a crash, also twice
  status            one line per node
  exec NODE CMD...  run CMD on the node's console, whatever its network does
  power NODE off|on pull the plug, or boot from the same disk
  cut NODE          take the node's cable out of the switch; heal NODE puts it back
  reset NODE        a fresh disk, then boot
  ctl CMD...        run CMD on the controller: this machine's files, the lab's network
  ssh NODE [CMD...] ssh from the controller
  inventory         print an inventory of the nodes; ssh-config prints the ssh_config
  path WHAT         the path of: dir key known_hosts ssh_config inventory
  root [FLAVOUR]    build the cached root file system, and nothing else
The state is in BASCULE_LAB_DIR ($LAB_DIR),
the root file systems in BASCULE_LAB_CACHE ($LAB_CACHE).
END
}

lab_up() {
  local count='' flavour=light number node fresh='' ipv6=''
  while [ $# -gt 0 ]; do
    case $1 in
      --flavour) flavour=${2-} && shift ;;
      --ipv6) ipv6=yes ;;
      *[!0-9]* | '') usage_error "'$1' is no number of nodes" ;;
      *) count=$1 ;;
    esac
    shift
  done
  is_flavour "$flavour" || usage_error "no flavour '$flavour'; there are: $LAB_FLAVOURS"
  { [ -n "$count" ] && [ "$count" -ge 1 ] && [ "$count" -le 1000 ]; } || usage_error "up needs a number of nodes from 1 to 1000"
  need_root
  need_programs ip nsenter unshare setsid flock ssh ssh-keygen
  build_root "$flavour"
  lock_lab -x
  mkdir -p "$LAB_DIR/nodes"
  chmod 700 "$LAB_DIR"
  touch "$LAB_DIR/registry"
  [ -z "$ipv6" ] || touch "$LAB_DIR/ipv6"
  lab_key
  has_netns "$CONTROLLER" || start_switch
  for number in $(seq "$count"); do
    if [ $((number % 8)) -eq 0 ]; then wait; fi
    make_node "hn-$number" "$flavour" &
  done
  wait
  write_access_files
  for number in $(seq "$count"); do
    node=hn-$number
    [ -e "$LAB_DIR/nodes/$node/flavour" ] || die "$node could not be made"
    is_on "$node" || fresh="$fresh $node"
  done
  # shellcheck disable=SC2086
  switch_on $fresh
}

lab_down() {
  need_root
  lock_lab -x
  if [ -f "$LAB_DIR/registry" ]; then
    unregister_all_processes
    unregister_all_namespaces
    unregister_all_cgroups
    rm -rf "$LAB_DIR"
  fi
  rm -f "$LAB_DIR.lock"
}

lab_status() {
  local node home power link init
  need_root
  need_lab
  printf '%-8s %-8s %-14s %-5s %-5s %s\n' NODE FLAVOUR ADDRESS POWER LINK INIT
  nodes | while read -r node; do
    home=$LAB_DIR/nodes/$node
    power=off link=up init=-
    if init=$(init_pid "$node"); then power=on; else init=-; fi
    [ ! -e "$home/cut" ] || link="cut"
    printf '%-8s %-8s %-14s %-5s %-5s %s\n' "$node" "$(cat "$home/flavour")" "$(node_address "$node")" "$power" "$link" "${init%% *}"
  done
}

lab_exec() {
  local node=${1-} init
  need_root
  need_node "$node"
  shift
  [ $# -gt 0 ] || usage_error "exec needs a command"
  init=$(init_pid "$node") || die "$node is off"
  exec timeout --foreground "$LAB_EXEC_SECONDS" \
    nsenter --target "${init%% *}" --mount --pid --uts --ipc --net --cgroup --root --wd=/ \
    /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-linux}" LANG=C.UTF-8 "$@"
}

lab_power() {
  local node=${1-}
  need_root
  need_node "$node"
  lock_lab -s
  need_node "$node" # 'down' may have had the lock before us
  lock_node "$node"
  case ${2-} in
    off) switch_off "$node" ;;
    on) is_on "$node" || switch_on "$node" ;;
    *) usage_error "power $node what? on or off" ;;
  esac
}

lab_cut() {
  need_root
  need_node "${1-}"
  touch "$LAB_DIR/nodes/$1/cut"
  is_on "$1" && set_link "$1" down
}

lab_heal() {
  need_root
  need_node "${1-}"
  rm -f "$LAB_DIR/nodes/$1/cut"
  is_on "$1" && set_link "$1" up
}

lab_reset() {
  need_root
  need_node "${1-}"
  lock_lab -s
  lock_node "$1"
  switch_off "$1"
  wipe_disk "$1"
  rm -f "$LAB_DIR/nodes/$1/cut"
  switch_on "$1"
}

# The nodes' names resolve: /etc/hosts is the lab's, for this command only.
lab_ctl() {
  need_root
  need_lab
  [ $# -gt 0 ] || usage_error "ctl needs a command"
  # shellcheck disable=SC2016
  exec nsenter --net="/run/netns/$CONTROLLER" unshare --mount --propagation private \
    sh -c 'mount --bind "$0" /etc/hosts && exec "$@"' "$LAB_DIR/hosts" "$@"
}

lab_ssh() {
  need_node "${1-}"
  lab_ctl ssh -F "$LAB_DIR/ssh_config" "$@"
}

lab_inventory() { need_lab && cat "$LAB_DIR/inventory.yml"; }

lab_ssh_config() { need_lab && cat "$LAB_DIR/ssh_config"; }

lab_path() {
  need_lab
  case ${1-} in
    dir) printf '%s\n' "$LAB_DIR" ;;
    key) printf '%s\n' "$LAB_DIR/id_ed25519" ;;
    known_hosts | ssh_config) printf '%s\n' "$LAB_DIR/$1" ;;
    inventory) printf '%s\n' "$LAB_DIR/inventory.yml" ;;
    *) usage_error "path of what? dir, key, known_hosts, ssh_config or inventory" ;;
  esac
}

lab_root() {
  local flavour=${1:-light}
  is_flavour "$flavour" || usage_error "no flavour '$flavour'; there are: $LAB_FLAVOURS"
  need_root
  build_root "$flavour"
  lower_layers "$flavour"
}
