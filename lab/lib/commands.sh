# shellcheck shell=bash
# The commands of lab/lab, one function each.

lab_usage() {
  cat <<END
usage: lab COMMAND
  up N [--flavour light|old|rhel|busybox|openvz|systemd|ifupdown2|netplan|uml|openvz-uml|lxc|lxc-uml|python] [--from K] [--fresh] [--ipv6] [--topology NAME]
                    make N nodes, hn-K and on (K is 1 if not given), and switch on those that are off;
                    with --fresh those that exist get fresh disks, and the topology that is named
  down              remove every trace; also after a crash, also twice
  status            one line per node
  exec NODE CMD...  run CMD on the node's console, whatever its network does
  power NODE off|on pull the plug, or boot from the same disk
  reboot NODE       ask the node to reboot, and wait until it is back
  film NODE FOLDER  what a plug pulled now would leave on the node's own disk, again and again until FOLDER/enough exists
  cut NODE          take the node's cable out of the switch; heal NODE puts it back
  isolate NODE...   let these nodes not see each other, though all others do; join NODE... ends it
  reset NODE...     a fresh disk, then boot
  ctl CMD...        run CMD on the controller: this machine's files, the lab's network
  ssh NODE [CMD...] ssh from the controller
  inventory [NODE...] print an inventory of the nodes; ssh-config prints the ssh_config
  path WHAT         the path of: dir key known_hosts ssh_config inventory; or the prefix of the namespaces' names
  root [FLAVOUR]    build the cached root file system, and nothing else
The state is in BASCULE_LAB_DIR ($LAB_DIR),
the root file systems in BASCULE_LAB_CACHE ($LAB_CACHE).
END
}

lab_up() {
  local count='' flavour=light first=1 ipv6='' fresh='' topology=single node wanted=()
  while [ $# -gt 0 ]; do
    case $1 in
      --flavour) flavour=${2-} && shift ;;
      --from) first=${2-} && shift ;;
      --ipv6) ipv6=yes ;;
      --topology) topology=${2-} && shift ;;
      --fresh) fresh=yes ;;
      *) count=$1 ;;
    esac
    shift || usage_error "the last option wants a value"
  done
  is_flavour "$flavour" || usage_error "no flavour '$flavour'; there are: $LAB_FLAVOURS"
  is_topology "$topology" || usage_error "no topology '$topology'; there are: $(topologies)"
  is_number "$count" || usage_error "up needs a number of nodes from 1 to 2000, not '$count'"
  is_number "$first" || usage_error "--from needs a number from 1 to 2000, not '$first'"
  need_root
  need_programs ip nsenter unshare setpriv setsid flock ssh ssh-keygen
  mapfile -t wanted < <(seq -f 'hn-%g' "$first" $((first + count - 1)))
  build_root "$flavour"
  lock_lab -x
  start_lab "$ipv6"
  if [ -n "$fresh" ]; then for node in "${wanted[@]}"; do renew_node "$node" "$topology"; done; fi
  make_nodes "$flavour" "$topology" "${wanted[@]}"
  write_access_files
  # shellcheck disable=SC2046
  switch_on $(those_off "${wanted[@]}")
}

is_number() {
  case $1 in '' | *[!0-9]* | ?????*) return 1 ;; esac
  [ "$1" -ge 1 ] && [ "$1" -le 2000 ]
}

start_lab() {
  [ ! -e "$LAB_DIR/closing" ] || remove_everything # a 'down' was interrupted
  mkdir -p "$LAB_DIR"
  [ -O "$LAB_DIR" ] || die "$LAB_DIR belongs to somebody else" # the default is in a folder where all may write
  chmod 700 "$LAB_DIR"
  touch "$LAB_DIR/registry" # before anything else: it is what 'down' looks for
  mkdir -p "$LAB_DIR/nodes"
  [ -z "$1" ] || touch "$LAB_DIR/ipv6"
  lab_key
  has_netns "$CONTROLLER" || start_switch
}

# make_nodes FLAVOUR TOPOLOGY NODE...: eight at a time.
make_nodes() {
  local flavour=$1 topology=$2 node number=0
  shift 2
  for node in "$@"; do
    number=$((number + 1))
    if [ $((number % 8)) -eq 0 ]; then wait; fi
    make_node "$node" "$flavour" "$topology" &
  done
  wait
  for node in "$@"; do [ -e "$LAB_DIR/nodes/$node/flavour" ] || die "$node could not be made"; done
}

those_off() {
  local node
  for node in "$@"; do is_on "$node" || printf '%s\n' "$node"; done
}

lab_down() {
  need_root
  lock_lab -x
  remove_everything
  rm -f "$LAB_DIR.lock"
}

remove_everything() {
  if [ -f "$LAB_DIR/registry" ]; then
    # A process that starts now registers itself and then sees this file and ends, or we see it registered.
    touch "$LAB_DIR/closing"
    unregister_all_processes
    unregister_all_namespaces
    unregister_all_cgroups
    rm -rf "$LAB_DIR"
  fi
  # An 'up' that was killed before its first registration; never a folder that holds anything.
  [ ! -d "$LAB_DIR" ] || rmdir "$LAB_DIR" 2>/dev/null || die "$LAB_DIR is no lab's folder"
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
  if has_own_kernel "$(cat "$LAB_DIR/nodes/$node/flavour")"; then
    console_job "${init%% *}" "/proc/${init%% *}/root$LAB_DIR/nodes/$node/root/lab-console" "$@"
    return
  fi
  set -- nsenter --target "${init%% *}" --mount --pid --uts --ipc --net --cgroup --root --wd \
    /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-linux}" LANG=C.UTF-8 "$@"
  [ -t 0 ] || set -- timeout --foreground --kill-after=10 "$LAB_EXEC_SECONDS" "$@" # a person may stay
  exec "$@"
}

# console_job PID FOLDER COMMAND...: for a node that is no process of this machine: see root/uml-console.
console_job() {
  local pid=$1 job=$2/$$ word
  shift 2
  {
    printf 'export HOME=/root LANG=C.UTF-8\nexec'
    for word in "$@"; do printf " '%s'" "${word//\'/\'\\\'\'}"; done
    printf '\n'
  } >"$job.new"
  mv "$job.new" "$job.run"
  wait_until "$LAB_EXEC_SECONDS" "the command to end" job_ended "$pid" "$job"
  [ -d "/proc/$pid" ] || return 1 # it took the node with it
  cat "$job.out"
  cat "$job.err" >&2
  word=$(cat "$job.rc")
  rm -f "$job".*
  return "$word"
}

job_ended() { [ -e "$2.rc" ] || [ ! -d "/proc/$1" ]; }

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

# A port that is isolated reaches no other one that is.
lab_isolate() { set_isolated on "$@"; }

lab_join() { set_isolated off "$@"; }

set_isolated() {
  local node state=$1
  shift
  need_root
  for node in "$@"; do
    need_node "$node"
    bridge -n "$SWITCH" link set dev "$node" isolated "$state"
  done
}

lab_reset() {
  local node
  need_root
  [ $# -gt 0 ] || usage_error "reset which nodes?"
  for node in "$@"; do need_node "$node"; done
  lock_lab -x
  for node in "$@"; do renew_node "$node"; done
  switch_on "$@"
}

# renew_node NODE [TOPOLOGY]: off, with a fresh disk and a whole cable, if there is such a node.
renew_node() {
  [ -e "$LAB_DIR/nodes/$1/flavour" ] || return 0
  switch_off "$1"
  [ -z "${2-}" ] || printf '%s\n' "$2" >"$LAB_DIR/nodes/$1/topology"
  wipe_disk "$1"
  rm -f "$LAB_DIR/nodes/$1/cut"
}

# Asks the node itself to reboot, and returns when it is back.
lab_reboot() {
  local node=${1-} before
  need_root
  need_node "$node"
  before=$(init_pid "$node") || die "$node is off"
  ("$LAB_SCRIPT" exec "$node" reboot) || : # the answer may not make it out
  wait_until "$LAB_BOOT_SECONDS" "$node to boot again" is_on_again "$node" "$before"
  wait_for_ssh "$node"
}

is_on_again() {
  local now
  now=$(init_pid "$1") && [ "$now" != "$2" ]
}

# Only the network is another one: a mount namespace of its own would hide what a nested "lab up" names in /run/netns.
lab_ctl() {
  need_root
  need_lab
  [ $# -gt 0 ] || usage_error "ctl needs a command"
  exec nsenter --net="/run/netns/$CONTROLLER" "$@"
}

lab_ssh() {
  need_node "${1-}"
  lab_ctl ssh -F "$LAB_DIR/ssh_config" "$@"
}

lab_inventory() {
  local node
  need_lab
  [ $# -gt 0 ] || exec cat "$LAB_DIR/inventory.yml"
  for node in "$@"; do need_node "$node"; done
  write_inventory "$@"
}

lab_ssh_config() { need_lab && cat "$LAB_DIR/ssh_config"; }

lab_path() {
  [ "${1-}" = prefix ] || need_lab
  case ${1-} in
    dir) printf '%s\n' "$LAB_DIR" ;;
    prefix) printf '%s\n' "$LAB_PREFIX" ;;
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
