#!/bin/sh
# layer.sh BASE LAYER HERE: a node of 2011 (see the old flavour) whose network is brought up by stand-ins for RHEL's
# network scripts, from /etc/sysconfig. Debian's own ways to do that are gone.
set -eu
base=$1
layer=$2
here=$3
sh "$here/../old/layer.sh" "$base" "$layer" "$here/../old"

scripts=$layer/etc/sysconfig/network-scripts
mkdir -p "$scripts" "$layer/etc/init.d" "$layer/usr/lib/lab" "$layer/usr/sbin" "$layer/var/lib/dhclient"
install -m 755 "$here/rc" "$layer/usr/lib/lab/rc"
install -m 755 "$here/network" "$layer/etc/init.d/network"
install -m 755 "$here/ifup" "$here/ifdown" "$layer/usr/sbin/"
install -m 644 "$here/network-functions" "$scripts/network-functions"
# By these two names RHEL's initscripts are told from anything else.
install -m 755 "$here/ifup-eth" "$here/ifdown-eth" "$scripts/"
printf 'DEVICE=lo\nIPADDR=127.0.0.1\nNETMASK=255.0.0.0\nONBOOT=yes\nNAME=loopback\n' >"$scripts/ifcfg-lo"

# A character device 0:0 is how an overlay says "deleted".
for gone in etc/network etc/init.d/networking usr/sbin/ifquery; do
  if [ -e "$base/$gone" ] || [ -L "$base/$gone" ]; then mknod "$layer/$gone" c 0 0; fi
done
