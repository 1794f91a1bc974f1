#!/bin/sh
# Routes addresses to a container's veth interface without a bridge: this node answers for them
# (proxy ARP) and forwards. Managed by Bascule. vzctl runs it before the interface is there; so it
# waits, in the background, with a bound, and holds none of vzctl's descriptors.

device=[=ve_device]
uplink=[=ve_uplink!""]
wait_seconds=[=ve_wait_seconds!"60"]
set -- [=words(ve_addresses)]
# What follows holds no values.

PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin
export PATH

case $device in
    '' | . | .. | -* | */*)
        echo "mount hook: '$device' is not an interface" >&2
        exit 1
        ;;
esac
case $wait_seconds in
    '' | *[!0-9]*) wait_seconds=60 ;;
esac

# The file and not sysctl(8): the name of a veth holds a dot.
switch_on() {
    if [ -w "/proc/sys/net/ipv4/conf/$1/$2" ]; then
        echo 1 >"/proc/sys/net/ipv4/conf/$1/$2"
    fi
}

attach() {
    ip link set dev "$device" up
    switch_on "$device" forwarding
    switch_on "$device" proxy_arp
    case $uplink in
        '' | . | .. | */*) ;;
        *)
            switch_on "$uplink" forwarding
            switch_on "$uplink" proxy_arp
            ;;
    esac
    for address in "$@"; do
        case $address in
            '' | *[!0-9A-Fa-f.:/]*) ;;
            *:*) ip -6 route replace "$address" dev "$device" ;;
            *) ip route replace "$address" dev "$device" ;;
        esac
    done
}

(
    waited=0
    while [ "$waited" -lt "$wait_seconds" ]; do
        if ip link show dev "$device"; then
            attach "$@"
            exit 0
        fi
        waited=$((waited + 1))
        sleep 1
    done
) </dev/null >/dev/null 2>&1 &
exit 0
