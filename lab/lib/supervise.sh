#!/bin/sh
# supervise.sh LAB NODE NETNS BOOT: one node from power-on to its end, as the machine's firmware would:
# it boots the node, and boots it again when the node itself asked for a reboot.
lab=$1
node=$2
netns=$3
boot=$4
here=$(dirname "$0")

read -r stat <"/proc/$$/stat"
# shellcheck disable=SC2086
set -- ${stat##*) }
printf 'proc %s %s\n' "$$" "${20}" >>"$lab/registry" || exit 1
[ ! -e "$lab/closing" ] || exit 1

unset BASH_ENV ENV
nsenter --net="/run/netns/$netns" unshare --mount --pid --uts --ipc --fork --propagation private \
  sh "$here/enter.sh" "$lab" "$node" "$netns"
status=$?
printf 'lab: PID 1 of %s ended with status %s\n' "$node" "$status"
# Named after this boot: the next one may have begun, and has not ended.
: >"$lab/nodes/$node/ended.$boot"

# The kernel ends a pid namespace's init with SIGHUP when the node calls reboot(RESTART), SIGINT for power off.
[ "$status" -eq 129 ] || exit 0
exec "$LAB_SCRIPT" power "$node" on
