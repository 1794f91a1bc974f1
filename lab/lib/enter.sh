#!/bin/sh
# enter.sh LAB NODE NETNS: PID 1 of a new node, still seeing the machine's files. Builds the node's view
# of the world and becomes its init.
set -eu
lab=$1
node=$2
netns=$3
home=$lab/nodes/$node
flavour=$(cat "$home/flavour")

# /proc is still the machine's, so this is our pid as the machine knows it. Registered before anything else.
read -r stat </proc/self/stat
pid=${stat%% *}
# shellcheck disable=SC2086
set -- ${stat##*) }
printf 'proc %s %s\n' "$pid" "${20}" >>"$lab/registry"
[ ! -e "$lab/closing" ]
printf '%s %s\n' "$pid" "${20}" >"$home/init.new"
mv "$home/init.new" "$home/init"

if [ "$flavour" = systemd ] || [ "$flavour" = netplan ]; then
  # systemd wants a cgroup tree that it may write: a branch of the machine's, seen as a whole tree.
  printf 'cgroup %s\n' "$netns" >>"$lab/registry"
  mkdir -p "$home/cgroup"
  mount -t cgroup -o none,name=systemd cgroup "$home/cgroup"
  mkdir -p "$home/cgroup/$netns"
  echo 0 >"$home/cgroup/$netns/cgroup.procs" # ourselves: pids written here count in our own pid namespace
  umount "$home/cgroup"
fi

case $flavour in uml | *-uml) exec sh "$(dirname "$0")/uml.sh" "$home" "$node" ;; esac

# Loading modules, setting the clock and touching ports stay the machine's business.
exec unshare --cgroup setpriv --bounding-set -sys_module,-sys_time,-sys_rawio --inh-caps -all \
  sh "$(dirname "$0")/pivot.sh" "$home" "$flavour"
