#!/bin/sh
# pivot.sh HOME FLAVOUR: mounts the node's file systems, makes them the root and starts its init.
set -eu
home=$1
flavour=$2
cd "$home"
mount -t overlay overlay -o "lowerdir=$(cat lower),upperdir=$home/upper,workdir=$home/work" root
cd root

# Only what belongs to the namespaces is writable: a node must not change the machine's kernel.
mount -t proc -o nosuid,nodev,noexec proc proc
mount --bind proc/sys proc/sys
mount --bind proc/sys/net proc/sys/net
mount -o remount,ro,bind proc/sys
if [ -e proc/sysrq-trigger ]; then
  mount --bind proc/sysrq-trigger proc/sysrq-trigger
  mount -o remount,ro,bind proc/sysrq-trigger
fi
mount -t sysfs -o nosuid,nodev,noexec sysfs sys
mount --bind sys/devices/virtual/net sys/devices/virtual/net
mount -o remount,ro,bind sys

mount -t tmpfs -o nosuid,mode=755,size=64m tmpfs run
mkdir -p run/netns run/network run/sshd run/lock
mount -t tmpfs -o nosuid,mode=755,size=1m tmpfs dev
mkdir dev/pts dev/shm dev/net
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts dev/pts
mount -t tmpfs -o nosuid,nodev,mode=1777,size=64m tmpfs dev/shm
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8
mknod -m 666 dev/urandom c 1 9
mknod -m 666 dev/tty c 5 0
mknod -m 600 dev/net/tun c 10 200
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin
ln -s fd/1 dev/stdout
ln -s fd/2 dev/stderr

# cgroup_tree NAME OPTIONS: what enter.sh made a branch of.
cgroup_tree() {
  mkdir "sys/fs/cgroup/$1"
  mount -t cgroup -o "nosuid,nodev,noexec,$2" cgroup "sys/fs/cgroup/$1"
}

case $flavour in
  systemd | netplan | lxc)
    mount -t tmpfs -o nosuid,nodev,noexec,mode=755 tmpfs sys/fs/cgroup
    cgroup_tree systemd none,name=systemd
    ;;
esac
if [ "$flavour" = lxc ]; then for tree in devices freezer; do cgroup_tree "$tree" "$tree"; done; fi
case $flavour in
  systemd | netplan) set -- /lib/systemd/systemd systemd.unified_cgroup_hierarchy=0 ;;
  *) set -- /bin/busybox init ;;
esac
hostname -F etc/hostname

pivot_root . .
umount -l .
cd /
# As systemd finds it on a machine that is no container, or makes it there: without it a unit's credentials do not reach it.
case $flavour in systemd | netplan) mount --make-rshared / ;; esac
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=linux container=lxc "$@"
