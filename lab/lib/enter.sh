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

# cgroup_branch OPTIONS: our own branch of a tree of the machine's, which the node will see as a whole tree that it may write.
cgroup_branch() {
  printf 'cgroup %s %s\n' "$1" "$netns" >>"$lab/registry"
  mkdir -p "$home/cgroup"
  mount -t cgroup -o "$1" cgroup "$home/cgroup"
  mkdir -p "$home/cgroup/$netns"
  # What the containers of the boot before left behind, if its dead are gone already.
  find "$home/cgroup/$netns" -mindepth 1 -depth -type d -exec rmdir {} + 2>/dev/null || :
  echo 0 >"$home/cgroup/$netns/cgroup.procs" # ourselves: pids written here count in our own pid namespace
  umount "$home/cgroup"
}

# systemd wants the first, LXC all three. A machine whose cgroups are version 2 has these, too.
case $flavour in
  systemd | netplan) cgroup_branch none,name=systemd ;;
  lxc) for tree in none,name=systemd devices freezer; do cgroup_branch "$tree"; done ;;
esac

case $flavour in uml | *-uml) exec sh "$(dirname "$0")/uml.sh" "$home" "$node" ;; esac

# Loading modules, setting the clock and touching ports stay the machine's business.
exec unshare --cgroup setpriv --bounding-set -sys_module,-sys_time,-sys_rawio --inh-caps -all \
  sh "$(dirname "$0")/pivot.sh" "$home" "$flavour"
