#!/bin/sh
# uml.sh HOME NODE: boots a node's disk under user-mode-linux, a kernel of its own. Its card is a tap on a bridge with the
# node's cable; its root file system is the overlay, through hostfs.
set -eu
here=$(dirname "$(readlink -f "$0")")
home=$1
cd "$home"
# What follows changes eth0: never the machine's.
[ "$(readlink /proc/self/ns/net)" != "$(readlink /proc/1/ns/net)" ]
mac=$(ip -o link show dev eth0 | sed 's/.*link\/ether \([0-9a-f:]*\).*/\1/')
mount -t overlay overlay -o "lowerdir=$(cat lower),upperdir=$home/upper,workdir=$home/work" root
mkdir -p root/lab-console
rm -f root/lab-console/*

# The cable's end on this side must not have the address of the card. The kernel that reads from the tap loses what is longer than a
# frame: no packet of several segments goes there, which TCP would send again only after a wait that doubles each time.
ip -batch - <<END
link set dev lo up
link set dev eth0 address 02:66:ee$(printf '%s' "$mac" | cut -c9-)
link add name cable type bridge stp_state 0 forward_delay 0
tuntap add dev tap0 mode tap vnet_hdr
link set dev eth0 master cable up
link set dev tap0 master cable up gso_max_segs 1
link set dev cable up
END
# No frame of the machine's own leaves here.
for name in eth0 tap0 cable; do echo 1 >"/proc/sys/net/ipv6/conf/$name/disable_ipv6"; done

umid=$2-$$
set --
[ ! -e ext4 ] || set -- "ubd0=$home/ext4"

preload=
if grep -qw amx_tile /proc/cpuinfo; then
  preload=$home/whole-xstate.so
  cc -shared -fPIC -nostdlib -O1 -o "$preload" "$here/whole-xstate.c"
fi

env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=linux HOME=/root LD_PRELOAD="$preload" \
  root/usr/bin/linux.uml mem=192M root=/dev/root rootfstype=hostfs "rootflags=$home/root" rw quiet \
  "vec0:transport=tap,ifname=tap0,depth=128,mac=$mac" init=/sbin/init con=null con0=null,fd:1 \
  noreboot umid="$umid" uml_dir="$home/uml/" "$@" </dev/null || :
# As the kernel ends the init of a namespace whose node asked for a reboot. Asked to power off, it boots again too: user-mode-linux
# does not say which it was.
exit 129
