#!/bin/sh
# layer.sh BASE LAYER HERE: what a node of 2011 has on PATH: brctl, ifconfig, route, and an ip that knows less.
# The boot keeps the real tools, see root/rc.
set -eu
base=$1
layer=$2
here=$3
real=$layer/usr/lib/lab/real
mkdir -p "$real" "$layer/usr/bin" "$layer/usr/sbin"
cp "$base/usr/bin/ip" "$real/ip"
install -m 755 "$here/ip" "$layer/usr/bin/ip"

# A character device 0:0 is how an overlay says "deleted".
for tool in bin/lnstat bin/nstat bin/rdma bin/routef bin/routel bin/rtstat bin/ss sbin/bridge sbin/dcb sbin/devlink \
  sbin/genl sbin/rtacct sbin/rtmon sbin/tc sbin/tipc sbin/vdpa bin/ctstat; do
  if [ -e "$base/usr/$tool" ] || [ -L "$base/usr/$tool" ]; then mknod "$layer/usr/$tool" c 0 0; fi
done
