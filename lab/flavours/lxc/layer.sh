#!/bin/sh
# layer.sh BASE LAYER HERE: a node with Debian's LXC and, if the kernel is the machine's, Open vSwitch.
set -eu
base=$1
layer=$2
here=$3
install -D -m 755 "$here/rc" "$layer/usr/lib/lab/rc"
install -D -m 755 "$here/lab-ct" "$layer/usr/sbin/lab-ct"

# A container's root, and its /bin, which all of them share.
root=$layer/usr/lib/lab/ct
mkdir -p "$layer/usr/lib/lab/ct-bin"
for folder in bin dev etc/udhcpc home lib lib64 mnt proc root run sbin sys tmp usr/lib var/log; do mkdir -p "$root/$folder"; done
cp "$base/bin/busybox" "$layer/usr/lib/lab/ct-bin/"
for applet in $(chroot "$base" /bin/busybox --list); do
  [ "$applet" = busybox ] || ln -s busybox "$layer/usr/lib/lab/ct-bin/$applet"
done
ln -s /bin/busybox "$root/sbin/init"
echo root:x:0:0:root:/root:/bin/sh >"$root/etc/passwd"
echo root:x:0: >"$root/etc/group"
printf '::sysinit:/bin/true\n::ctrlaltdel:/bin/true\n' >"$root/etc/inittab"
install -m 755 "$here/udhcpc.script" "$root/etc/udhcpc/default.script"

if [ -d "$base/usr/share/openvswitch" ]; then
  # No node loads modules, and the switch is a process: bridges want datapath_type=netdev.
  install -D -m 755 "$here/ovs-kmod-ctl" "$layer/usr/share/openvswitch/scripts/ovs-kmod-ctl"
fi
if [ -d "$base/usr/lib/uml" ]; then
  # user-mode-linux has nf_tables without IPv4.
  mkdir -p "$layer/etc/alternatives" "$layer/etc/default"
  for program in iptables iptables-save iptables-restore; do
    ln -s "/usr/sbin/$(echo "$program" | sed 's/iptables/&-legacy/')" "$layer/etc/alternatives/$program"
  done
  printf 'USE_LXC_BRIDGE="true"\nLXC_USE_NFT="false"\n' >"$layer/etc/default/lxc-net"
fi
