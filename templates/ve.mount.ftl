#!/bin/sh
# Routes addresses to a container's veth interface without a bridge: this node answers for them
# (proxy ARP) and forwards. Managed by Bascule. vzctl runs it before the interface is there; so it
# waits, in the background, with a bound, and holds none of vzctl's descriptors.

device=[=ve_device]
uplink=[=ve_uplink!""]
wait_seconds=[=ve_wait_seconds!"60"]
proc_net=[=vz_proc_net!"/proc/sys/net"]
set -- [=words(ve_addresses)]
# What follows holds no values.

PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin
export PATH

case $device in
    '' | . | .. | -* | */*)
        printf "mount hook: CT %s: '%s' is not an interface\\n" "${VEID:-?}" "$device" >&2
        exit 1
        ;;
esac
case $wait_seconds in
    '' | *[!0-9]* | ?????*) wait_seconds=60 ;;
esac

# The file and not sysctl(8): the name of a veth holds a dot.
switch_on() {
    if [ -w "$proc_net/$1" ]; then
        echo 1 >"$proc_net/$1"
    fi
}

attach() {
    ip link set dev "$device" up || return
    for end in "$device" "$uplink"; do
        case $end in
            '' | . | .. | */*) ;;
            *)
                switch_on "ipv4/conf/$end/forwarding"
                switch_on "ipv4/conf/$end/proxy_arp"
                ;;
        esac
    done
    attached=0
    for address in "$@"; do
        case $address in
            '' | *[!0-9A-Fa-f.:/]*) ;;
            *:*)
                switch_on "ipv6/conf/$device/forwarding"
                switch_on "ipv6/conf/$device/proxy_ndp"
                ip -6 route replace "$address" dev "$device" || attached=1
                ;;
            *) ip -4 route replace "$address" dev "$device" || attached=1 ;;
        esac
    done
    return "$attached"
}

# Twice: the first may have been the interface of the container's last run, on its way out.
wait_and_attach() {
    trap '' HUP
    waited=0
    times=0
    while [ "$waited" -lt "$wait_seconds" ] && [ "$times" -lt 2 ]; do
        if ip link show dev "$device" && attach "$@"; then
            times=$((times + 1))
        else
            times=0
        fi
        waited=$((waited + 1))
        sleep 1
    done
}

# In ( ): for a function alone, dash would keep copies of what is closed.
(wait_and_attach "$@") </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
exit 0
