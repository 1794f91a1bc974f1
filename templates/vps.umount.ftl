#!/bin/sh
# Removes this node's routes to a container that has stopped (the ones that vznetcfg.custom made).
# Managed by Bascule. vzctl runs it with VEID set; it must end with 0, else the container's file
# system stays mounted.

conf_dir=[=vz_conf_dir!"/etc/vz/conf"]
default_bridge=[=vz_bridge!""]
# What follows holds no values.

PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin
export PATH

conf=$conf_dir/${VEID:-}.conf
[ -f "$conf" ] || exit 0

# Read as text: the file is never run as a program.
values() {
    sed -n "s/^[[:space:]]*$1=//p" "$conf" | tr -d "\"'"
}

addresses=$(values 'VETH_IP_ADDRESS[A-Za-z0-9_]*')
netif=$(values NETIF | tr ',' '\n' | tr ';' '\n')
devices=$(printf '%s\n' "$netif" | sed -n 's/^[[:space:]]*bridge=//p; s/^[[:space:]]*host_ifname=//p')
devices="$devices $(values BRIDGEDEV) $default_bridge"

set -f
for address in $addresses; do
    case $address in
        *[!0-9A-Fa-f.:/]*) continue ;;
        *:*) family=-6 host=${address%%/*}/128 ;;
        *) family=-4 host=${address%%/*}/32 ;;
    esac
    for device in $devices; do
        ip "$family" route del "$host" dev "$device" >/dev/null 2>&1
    done
done
exit 0
