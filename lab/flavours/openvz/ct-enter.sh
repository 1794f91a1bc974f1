#!/bin/sh
# ct-enter.sh CTID ROOT: PID 1 of a container, still seeing the node's files. Makes the container's file systems its root, waits
# until vzctl has set up the network, and becomes its init.
set -eu
run=/run/vzctl/$1
root=$2
read -r stat </proc/self/stat # /proc is the node's still
pid=${stat%% *}
# shellcheck disable=SC2086
set -- ${stat##*) }
exec 3<"$run.go" 4>"$run.ready"

cd "$root"
mount -t proc -o nosuid,nodev,noexec proc proc
# Of the kernel's settings only the network's are the container's.
mount --bind proc/sys proc/sys
mount --bind proc/sys/net proc/sys/net
mount -o remount,ro,bind proc/sys
if [ -e proc/sysrq-trigger ]; then
  mount --bind proc/sysrq-trigger proc/sysrq-trigger
  mount -o remount,ro,bind proc/sysrq-trigger
fi
mount -t sysfs -o nosuid,nodev,noexec,ro sysfs sys
mount -t tmpfs -o nosuid,mode=755,size=16m tmpfs run
mkdir -p run/network run/lock
mount -t tmpfs -o nosuid,mode=755,size=1m tmpfs dev
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts dev/pts
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8
mknod -m 666 dev/urandom c 1 9
mknod -m 666 dev/tty c 5 0
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd

printf '%s %s\n' "$pid" "${20}" >"$run.pid"
pivot_root . .
umount -l .
cd /
echo ready >&4
exec 4>&-
# No word, no container: vzctl has failed.
read -r word <&3 || exit 9
[ "$word" = go ] || exit 9
exec 3<&-
exec env -i HOME=/ TERM=linux PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /usr/lib/vzctl/ct-init.sh </dev/null
