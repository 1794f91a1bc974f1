#!/bin/sh
# enter.sh RUN CGROUP COMMAND...: from a mount namespace of its own to the bare machine's PID 1.
set -eu
run=$1
cgroup=$2
here=$(dirname "$0")

# Registered before it starts anything: whoever cleans up ends this process, and the kernel everything below it.
read -r stat <"/proc/$$/stat"
pid=$$
shift 2
command_file=$run/command
# shellcheck disable=SC2016
{ printf 'set --' && for word in "$@"; do printf " '%s'" "$(printf %s "$word" | sed "s/'/'\\\\''/g")"; done; } >"$command_file"
# shellcheck disable=SC2086
set -- ${stat##*) }
printf 'proc %s %s\n' "$pid" "${20}" >>"$run/registry"

# A branch of the cgroup tree, so that what a lab inside makes there goes with us.
mount -t cgroup -o none,name=systemd cgroup "$run/cgroup"
mkdir -p "$run/cgroup/$cgroup"
echo 0 >"$run/cgroup/$cgroup/cgroup.procs"
umount "$run/cgroup"

exec unshare --pid --uts --ipc --cgroup --fork --kill-child --mount sh "$here/init.sh" "$run"
