#!/bin/sh
# Removes this node's routes to a container that has stopped, what it answered for it on an uplink,
# and its ports of Open vSwitch (what vznetcfg.custom made). Managed by Bascule. Of an address that
# another running container has only the routes over the gone interface go. vzctl runs it with VEID
# set; it must end with 0, else the container's file system stays mounted.

conf_dir=[=vz_conf_dir!"/etc/vz/conf"]
default_bridge=[=vz_bridge!""]
sys_net=[=vz_sys_net!"/sys/class/net"]
# What follows holds no values.

PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin
export PATH

case ${VEID:-} in
    '' | *[!0-9A-Za-z-]*) exit 0 ;;
esac
conf=$conf_dir/$VEID.conf
[ -f "$conf" ] && [ -r "$conf" ] || exit 0

# Read as text: the file is never run as a program.
values() {
    sed -n -e "s/^[[:space:]]*$1=//" -e 't value' \
        -e "s/^[[:space:]]*export[[:space:]][[:space:]]*$1=//" -e 't value' -e d -e ':value' \
        -e 's/^"\([^"]*\)".*/\1/p' -e t -e "s/^'\([^']*\)'.*/\1/p" -e t \
        -e 's/[[:space:]]#.*//p' -e t -e p "$conf" | tr -d "\"'\\000\\r"
}

# fields NAME: of all NETIF entries
fields() {
    values NETIF | tr ',' '\n' | tr ';' '\n' | sed -n "s/^[[:space:]]*$1=//p"
}

is_name() {
    case $1 in
        '' | . | .. | -* | *[!A-Za-z0-9_.-]*) return 1 ;;
    esac
    [ "${#1}" -le 15 ]
}

# file_has ADDRESS: the container of $conf has it, and runs
file_has() {
    for each in $(values 'VETH_IP_ADDRESS[A-Za-z0-9_]*'); do
        [ "${each%%/*}" = "$1" ] || continue
        for end in $(fields host_ifname); do
            if is_name "$end" && [ -e "$sys_net/$end" ]; then
                return 0
            fi
        done
    done
    return 1
}

# is_taken ADDRESS: it has moved to another container that runs, or both have it
is_taken() (
    cd "$conf_dir" || exit 1
    set +f
    set -- "$1" [1-9]*.conf
    set -f
    address=$1
    shift
    for conf in "$@"; do
        if [ "$conf" != "$VEID.conf" ] && [ -f "$conf" ] &&
            grep -qF "$address" "$conf" 2>/dev/null && file_has "$address"; then
            exit 0
        fi
    done
    exit 1
)

# Removes a route over each device: which of them it was may have changed since the start.
remove_route() {
    for device in $over $ends; do
        if is_name "$device"; then
            ip "$1" route del "$2" dev "$device" >/dev/null 2>&1
        fi
    done
}

# remove_proxies ADDRESS: this node no longer answers for it.
remove_proxies() {
    for device in $answering; do
        if is_name "$device"; then
            ip -6 neigh del proxy "$1" dev "$device" >/dev/null 2>&1
        fi
    done
}

# Open vSwitch would look for the gone devices for ever. One that is there is not this container's.
remove_ports() {
    for end in $ends; do
        if is_name "$end" && [ ! -e "$sys_net/$end" ]; then
            ovs-vsctl --timeout=10 --if-exists del-port "$end" >/dev/null 2>&1 ||
                echo "vps.umount: CT $VEID, $end: Open vSwitch keeps the port" >&2
        fi
    done
}

# Values are split into words below, and no word is a pattern.
set -f
ends=$(fields host_ifname)
bridges=$(
    fields bridge
    values 'BRIDGEDEV[A-Za-z0-9_]*'
    printf '%s\n' "$default_bridge"
)
uplinks=$(values 'VETH_UPLINK[A-Za-z0-9_]*')
addresses=$(values 'VETH_IP_ADDRESS[A-Za-z0-9_]*')
for address in $addresses; do
    over=$bridges
    answering=$uplinks
    case $address in
        *[!0-9A-Fa-f.:/]*) ;;
        *) ! is_taken "${address%%/*}" || over='' answering='' ;;
    esac
    case $address in
        *[!0-9A-Fa-f.:/]*) ;;
        *:*:*)
            remove_route -6 "${address%%/*}/128"
            remove_proxies "${address%%/*}"
            ;;
        *[!0-9./]*) ;;
        [0-9]*.*.*.*[0-9]) remove_route -4 "${address%%/*}/32" ;;
        *) ;;
    esac
done
for bridge in $bridges; do
    if is_name "$bridge" && [ ! -d "$sys_net/$bridge/bridge" ]; then
        command -v ovs-vsctl >/dev/null 2>&1 && remove_ports
        break
    fi
done
exit 0
