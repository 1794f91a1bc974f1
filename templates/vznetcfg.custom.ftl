#!/bin/sh
# Puts a container's veth interface on its bridge and gives it its addresses. Managed by Bascule.
#
# vzctl calls it through vznetcfg (EXTERNAL_SCRIPT in /etc/vz/vznet.conf) once for each interface,
# as "init veth HOST_IFNAME" with VEID set. If it fails, the container does not start.
#
# It reads from the container's file, without running that file as a program:
#   NETIF                 which interface, and its bridge
#   BRIDGEDEV             the bridge of interfaces that name none
#   VETH_IP_ADDRESS       addresses with prefix, for the first interface
#   VE_DEFAULT_GATEWAY    for the first interface
#   VETH_IP_ADDRESS_eth1, VE_DEFAULT_GATEWAY_eth1   the same for another one
#   CT0_IP                this node's address, for a route from the container to it

conf_dir=[=vz_conf_dir!"/etc/vz/conf"]
default_bridge=[=vz_bridge!""]
sys_net=[=vz_sys_net!"/sys/class/net"]
exec_seconds=[=vz_exec_seconds!"30"]
# What follows holds no values.

PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin
export PATH

say() {
    echo "vznetcfg.custom: CT ${VEID:-?}: $*" >&2
}

fail() {
    say "$*"
    exit 1
}

# The last value of a setting, as vzctl reads it; a $( ) in it stays text.
setting() {
    [ -f "$conf" ] || return 0
    sed -n "s/^[[:space:]]*$1=//p" "$conf" | tail -n 1 | tr -d "\"'"
}

# One field of a NETIF entry; of two the first counts.
field() {
    printf '%s\n' "$2" | tr ',' '\n' | sed -n "s/^[[:space:]]*$1=//p" | head -n 1
}

is_name() {
    case $1 in
        '' | . | .. | -* | *[!A-Za-z0-9_.-]*) return 1 ;;
    esac
    [ "${#1}" -le 15 ]
}

is_address() {
    case $1 in
        '' | *[!0-9A-Fa-f.:/]*) return 1 ;;
    esac
}

# A setting of this interface, else that of the first interface.
own_setting() {
    case $ifname in
        *[!A-Za-z0-9_]*) own= ;;
        *) own=$(setting "$1_$ifname") ;;
    esac
    if [ -z "$own" ] && [ "$position" -eq 1 ]; then
        own=$(setting "$1")
    fi
    printf '%s\n' "$own"
}

# Sets ifname, bridge and position from the NETIF entry of this host interface. There is none while
# "vzctl set --netif_add" is at work on a running container: it saves the entry last.
find_interface() {
    ifname=
    bridge=
    position=0
    number=0
    entries=$(setting NETIF | tr ';' '\n')
    while read -r entry; do
        number=$((number + 1))
        if [ "$(field host_ifname "$entry")" = "$device" ]; then
            ifname=$(field ifname "$entry")
            bridge=$(field bridge "$entry")
            position=$number
        fi
    done <<EOF
$entries
EOF
    [ -n "$bridge" ] || bridge=$(setting BRIDGEDEV)
    [ -n "$bridge" ] || bridge=$default_bridge
}

current_bridge() {
    if [ -e "$sys_net/$device/brport/bridge" ]; then
        link=$(readlink "$sys_net/$device/brport/bridge")
        printf '%s\n' "${link##*/}"
    fi
}

join_bridge() {
    is_name "$bridge" || fail "'$bridge' cannot be the name of a bridge"
    [ -d "$sys_net/$bridge/bridge" ] || fail "there is no bridge '$bridge' for $device"
    current=$(current_bridge)
    [ "$current" != "$bridge" ] || return 0
    if command -v brctl >/dev/null 2>&1; then
        [ -z "$current" ] || brctl delif "$current" "$device"
        brctl addif "$bridge" "$device"
    else
        ip link set dev "$device" master "$bridge"
    fi || fail "$device cannot join bridge '$bridge'"
}

# "replace" everywhere: the routes of a container's last run may still be there.
host_routes() {
    for address in $addresses; do
        is_address "$address" || fail "'$address' is not an address"
        case $address in
            *:*) ip -6 route replace "${address%%/*}/128" dev "$route_device" ;;
            *) ip route replace "${address%%/*}/32" dev "$route_device" ;;
        esac || say "no route from this node to $address"
    done
}

# vzctl hands its words to a shell inside: nothing but names and addresses goes into them.
configure_inside() {
    inside="ip link set dev $ifname up"
    for address in $addresses; do
        inside="$inside && ip address replace $address dev $ifname"
    done
    if [ -n "$ct0" ]; then
        is_address "$ct0" || fail "CT0_IP '$ct0' is not an address"
        inside="$inside && ip route replace $ct0 dev $ifname"
    fi
    if [ -n "$gateway" ]; then
        is_address "$gateway" || fail "the gateway '$gateway' is not an address"
        case $gateway in
            *:*) route='ip -6 route' ;;
            *) route='ip route' ;;
        esac
        # A gateway outside the prefix (a /32 address) wants a route of its own first.
        via="$route replace default via $gateway dev $ifname"
        inside="$inside && { $via 2>/dev/null || { $route replace $gateway dev $ifname && $via; }; }"
    fi
    if command -v timeout >/dev/null 2>&1; then
        timeout "$exec_seconds" vzctl exec2 "$VEID" "$inside"
    else
        vzctl exec2 "$VEID" "$inside"
    fi
}

case $#:${1:-}:${2:-} in
    3:init:veth) device=$3 ;;
    *) fail "called with '$*'; this script is for vzctl 4, as 'init veth HOST_IFNAME'" ;;
esac
case ${VEID:-} in
    '' | *[!0-9A-Za-z-]*) fail "VEID '${VEID:-}' is not a container" ;;
esac
is_name "$device" || fail "'$device' is not an interface"
conf=$conf_dir/$VEID.conf

find_interface
ip link set dev "$device" up || fail "$device cannot be set up"
route_device=$device
if [ -n "$bridge" ]; then
    join_bridge
    route_device=$bridge
fi

is_name "$ifname" || exit 0
addresses=$(own_setting VETH_IP_ADDRESS)
[ -n "$addresses" ] || exit 0
gateway=$(own_setting VE_DEFAULT_GATEWAY)
ct0=$(setting CT0_IP)
set -f
host_routes
# A container that cannot configure itself still starts, so that it can be entered and mended.
configure_inside || say "$ifname could not be configured inside the container"
exit 0
