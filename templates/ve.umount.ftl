#!/bin/sh
# Removes this node's routes to one container that has stopped (what its mount hook made, or others).
# Managed by Bascule. It must end with 0, else the container's file system stays mounted; that a
# route or its device is gone already is no error.

device=[=ve_device]
set -- [=words(ve_addresses)]
# What follows holds no values.

PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin
export PATH

case $device in
    '' | . | .. | -* | */*) exit 0 ;;
esac
for address in "$@"; do
    case $address in
        '' | *[!0-9A-Fa-f.:/]*) ;;
        *:*) ip -6 route del "$address" dev "$device" >/dev/null 2>&1 ;;
        *) ip -4 route del "$address" dev "$device" >/dev/null 2>&1 ;;
    esac
done
exit 0
