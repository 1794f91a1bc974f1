#!/bin/sh
# layer.sh BASE LAYER HERE: Bascule's stand-in for a hardware node with legacy OpenVZ. What it is not: lab/README.md.
set -eu
layer=$2
here=$3
lib=$layer/usr/lib/vzctl
mkdir -p "$layer/usr/sbin" "$lib" "$layer/etc/init.d" "$layer/etc/vz/conf" "$layer/etc/vz/names"
mkdir -p "$layer/vz/private" "$layer/vz/root" "$layer/vz/lock" "$layer/vz/dump" "$layer/vz/template/cache"
for program in vzctl vzlist vznetcfg vznetaddbr; do install -m 755 "$here/$program" "$layer/usr/sbin/$program"; done
for part in "$here"/vzctl-*.sh "$here"/ct-*.sh; do install -m 755 "$part" "$lib/"; done
install -m 755 "$here/vz.init" "$layer/etc/init.d/vz"
install -m 755 "$here/rc.local" "$layer/etc/rc.local"
install -m 644 "$here/vz.conf" "$layer/etc/vz/vz.conf"
install -m 644 "$here/ve-basic.conf-sample" "$layer/etc/vz/conf/"
