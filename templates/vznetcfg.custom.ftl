#!/bin/sh
# Connects a container's veth interface: puts it on its bridge, or routes to it where it has none, and
# gives it its addresses. Managed by Bascule.
#
# vzctl calls it through vznetcfg (EXTERNAL_SCRIPT in /etc/vz/vznet.conf) once for each interface,
# as "init veth HOST_IFNAME" with VEID set. If it fails, the container does not start.
#
# It reads from the container's file, without running that file as a program:
#   NETIF                 which interface, and its bridge
#   BRIDGEDEV             the bridge of interfaces that name none
#   VETH_IP_ADDRESS       addresses with prefix
#   VE_DEFAULT_GATEWAY    one for IPv4, one for IPv6
#   VETH_VLAN             its VLAN on a bridge that filters VLANs, or on Open vSwitch
#   VETH_INSIDE           "own": the container configures itself; only this node's side is made
#   CT0_IP                this node's address, for a route from the container to it; also in vz.conf
#   VETH_UPLINK           where it has no bridge: the card on whose network this node answers for it
#   CONFIG_CUSTOMIZED     with "yes", an interface without a bridge is routed, whatever the default
# Each stands for the first interface, BRIDGEDEV for all; with a name behind (VETH_IP_ADDRESS_eth1)
# for that one.

conf_dir=[=vz_conf_dir!"/etc/vz/conf"]
global_conf=[=vz_global_conf!"/etc/vz/vz.conf"]
default_bridge=[=vz_bridge!""]
sys_net=[=vz_sys_net!"/sys/class/net"]
proc_net=[=vz_proc_net!"/proc/sys/net"]
exec_seconds=[=vz_exec_seconds!"30"]
vznetaddbr=[=vz_vznetaddbr!"/usr/sbin/vznetaddbr"]
# What follows holds no values.

PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin
export PATH

say() {
    printf 'vznetcfg.custom: CT %s, %s: %s\n' "${VEID:-?}" "${device:-no interface}" "$*" |
        tr -d '\000-\010\013-\037\177' >&2
}

fail() {
    say "$*"
    exit 1
}

can_read() {
    [ -f "$1" ] && [ -r "$1" ]
}

# setting FILE NAME: puts the last value into "value". Line by line, as vzctl reads it: a $( ) stays
# text.
setting() {
    value=
    can_read "$1" || return 0
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line#"${line%%[![:space:]]*}"}
        case $line in
            export[[:space:]]*)
                line=${line#export}
                line=${line#"${line%%[![:space:]]*}"}
                ;;
            *) ;;
        esac
        case $line in
            "$2="*) value=${line#*=} ;;
            *) ;;
        esac
    done <"$1"
    case $value in
        \"*\"*)
            value=${value#\"}
            value=${value%%\"*}
            ;;
        \'*\'*)
            value=${value#\'}
            value=${value%%\'*}
            ;;
        *)
            value=${value%%[[:space:]]#*}
            value=${value%"${value##*[![:space:]]}"}
            ;;
    esac
}

# field NAME ENTRY: puts one field of a NETIF entry into "value"; of two the first counts.
field() {
    value=
    rest=$2,
    while [ -n "$rest" ]; do
        value=${rest%%,*}
        rest=${rest#*,}
        case $value in
            "$1="*)
                value=${value#*=}
                return
                ;;
            *) value= ;;
        esac
    done
}

is_name() {
    case $1 in
        '' | . | .. | -* | *[!A-Za-z0-9_.-]*) return 1 ;;
    esac
    [ "${#1}" -le 15 ]
}

# No more than its letters: "ip" knows the rest. But no word that is a command of "ip", as "add".
is_address() {
    case $1 in
        *[!0-9A-Fa-f.:/]* | */*/*) return 1 ;;
        *:*:*) ;;
        *[!0-9./]*) return 1 ;;
        [0-9]*.*.*.*[0-9]) ;;
        *) return 1 ;;
    esac
}

# only_addresses SETTING WORD...: puts those that are into "value"; the others are said and left out,
# since a container that starts can be mended.
only_addresses() {
    key=$1
    value=
    shift
    for word in "$@"; do
        if is_address "$word"; then
            value="$value $word"
        else
            say "$key: '$word' is not an address"
        fi
    done
}

family() {
    case $1 in
        *:*) echo -6 ;;
        *) echo -4 ;;
    esac
}

has_family() {
    case $1:$addresses in
        -6:*:*) ;;
        -4:*.*.*.*) ;;
        *) return 1 ;;
    esac
}

named_setting() {
    value=
    case $ifname in
        '' | *[!A-Za-z0-9_]*) ;;
        *) setting "$conf" "$1_$ifname" ;;
    esac
}

# A setting of this interface, else that of the first interface.
own_setting() {
    named_setting "$1"
    if [ -z "$value" ] && [ "$position" -eq 1 ]; then
        setting "$conf" "$1"
    fi
}

# Sets ifname, bridge and position from the NETIF entry of this host interface; number is the last
# entry's.
find_interface() {
    ifname=
    bridge=
    position=0
    number=0
    setting "$conf" NETIF
    entries=$value\;
    while [ -n "$entries" ]; do
        entry=${entries%%;*}
        entries=${entries#*;}
        [ -n "$entry" ] || continue
        number=$((number + 1))
        field host_ifname "$entry"
        [ "$value" = "$device" ] || continue
        position=$number
        field ifname "$entry"
        ifname=$value
        field bridge "$entry"
        bridge=$value
    done
}

# Whether the container's file says nothing of what this script reads.
is_plain() {
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            \#*) ;;
            *CONFIG_CUSTOMIZED*=* | *VETH_*=*) return 1 ;;
            *) ;;
        esac
    done <"$conf"
}

# There is no entry while "vzctl set --netif_add" is at work on a running container: it saves it
# last. BRIDGEDEV is known to be meant only if there is no other interface, and no VLAN either.
find_bridge() {
    setting "$conf" CONFIG_CUSTOMIZED
    customized=$value
    if [ -n "$bridge" ] || { [ "$position" -eq 0 ] && [ "$number" -gt 0 ]; }; then
        return 0
    fi
    [ "$position" -gt 0 ] || ! grep -q '^[^#]*VETH_VLAN.*=' "$conf" || return 0
    named_setting BRIDGEDEV
    [ "$value" != - ] || return 0
    [ -n "$value" ] || setting "$conf" BRIDGEDEV
    bridge=$value
    if [ -z "$bridge" ] && [ "$customized" != yes ]; then
        bridge=$default_bridge
    fi
    # What vzctl's own script does where it is named instead of this one: containers that nobody
    # described here must not lose their bridge when this one takes its place.
    if [ -z "$bridge" ] && [ "$position" -gt 0 ] && [ -x "$vznetaddbr" ] &&
        [ -d "$sys_net/vmbr0/bridge" ] && is_plain; then
        bridge=vmbr0
    fi
}

current_bridge() {
    if [ -e "$sys_net/$device/brport/bridge" ]; then
        link=$(readlink "$sys_net/$device/brport/bridge")
        printf '%s\n' "${link##*/}"
    fi
}

# One that hangs would hold vzctl, and its lock, for ever.
ovs() {
    ovs-vsctl --timeout=10 "$@"
}

leave_bridge() {
    if command -v brctl >/dev/null 2>&1; then
        brctl delif "$1" "$device"
    else
        ip link set dev "$device" nomaster
    fi
}

join_bridge() {
    current=$(current_bridge)
    [ "$current" != "$bridge" ] || return 0
    [ -z "$current" ] || leave_bridge "$current"
    master=$(readlink "$sys_net/$device/master")
    [ "${master##*/}" != ovs-system ] || ovs --if-exists del-port "$device"
    if command -v brctl >/dev/null 2>&1; then
        brctl addif "$bridge" "$device"
    else
        ip link set dev "$device" master "$bridge"
    fi || [ "$(current_bridge)" = "$bridge" ] || fail "cannot join bridge '$bridge'"
}

# Open vSwitch keeps its ports while their devices are gone; so this may be one of another bridge.
join_openvswitch() {
    current=$(current_bridge)
    [ -z "$current" ] || leave_bridge "$current"
    current=$(ovs port-to-br "$device" 2>/dev/null)
    if [ -n "$current" ] && [ "$current" != "$bridge" ]; then
        ovs --if-exists del-port "$current" "$device"
    fi
    set -- --may-exist add-port "$bridge" "$device"
    [ -z "$vlan" ] || set -- "$@" -- set port "$device" "tag=$vlan"
    ovs "$@" || fail "cannot join the Open vSwitch bridge '$bridge'"
    # It ends with 0 also if the port could not be opened.
    wrong=$(ovs --if-exists get interface "$device" error)
    case $wrong in
        '' | '[]' | '""') ;;
        *) fail "the Open vSwitch bridge '$bridge' does not take it: $wrong" ;;
    esac
}

check_vlan() {
    case $vlan in
        [1-9] | [1-9][0-9] | [1-9][0-9][0-9] | [1-4][0-9][0-9][0-9]) ;;
        *) fail "VETH_VLAN: '$vlan' is not a VLAN, a number from 1 to 4094" ;;
    esac
    [ "$vlan" -le 4094 ] || fail "VETH_VLAN: '$vlan' is not a VLAN, a number from 1 to 4094"
    [ -n "$bridge" ] || fail "VLAN $vlan needs a bridge, and the interface has none"
}

check_filtering() {
    filtering=0
    if [ -r "$sys_net/$bridge/bridge/vlan_filtering" ]; then
        read -r filtering <"$sys_net/$bridge/bridge/vlan_filtering"
    fi
    [ "$filtering" = 1 ] || fail "VLAN $vlan needs a bridge that filters VLANs; '$bridge' does not"
    command -v bridge >/dev/null 2>&1 || fail "VLAN $vlan needs the program 'bridge' of iproute2"
}

# The port's only VLAN: what it had before goes, the bridge's default among it.
set_vlan() {
    bridge vlan add dev "$device" vid "$vlan" pvid untagged || fail "cannot be given VLAN $vlan"
    others=$(bridge vlan show dev "$device" |
        awk -v device="$device" -v vlan="$vlan" \
            '{ id = $1 == device ? $2 : $1 } id ~ /^[0-9]+$/ && id != vlan { print id }')
    for other in $others; do
        bridge vlan del dev "$device" vid "$other" || fail "cannot be taken from VLAN $other"
    done
}

join() {
    is_name "$bridge" || fail "'$bridge' cannot be the name of a bridge"
    if [ -d "$sys_net/$bridge/bridge" ]; then
        [ -z "$vlan" ] || check_filtering
        join_bridge
        [ -z "$vlan" ] || set_vlan
        return 0
    fi
    command -v ovs-vsctl >/dev/null 2>&1 || fail "there is no bridge '$bridge'"
    ovs br-exists "$bridge"
    case $? in
        0) join_openvswitch ;;
        2) fail "there is no bridge '$bridge', nor one of Open vSwitch" ;;
        *) fail "there is no bridge '$bridge', and Open vSwitch does not answer" ;;
    esac
}

# switch_on FAMILY DEVICE PARAMETER. The file and not sysctl(8): the name of a veth holds a dot.
switch_on() {
    file=$proc_net/$1/conf/$2/$3
    now=
    [ ! -r "$file" ] || read -r now <"$file"
    [ "$now" = 1 ] || { echo 1 >"$file"; } 2>/dev/null || say "$1 $3 of $2 cannot be switched on"
}

# This node answers for what is behind it, and forwards. On the uplink as well: /etc/sysctl.conf is
# read before there is a bridge, and says nothing of one to a kernel that boots.
route_here() {
    for end in "$device" $uplink; do
        switch_on ipv4 "$end" forwarding
        switch_on ipv4 "$end" proxy_arp
    done
    has_family -6 || return 0
    switch_on ipv6 "$device" forwarding
    for end in "$device" $uplink; do
        [ ! -e "$proc_net/ipv6/conf/$end/proxy_ndp" ] || switch_on ipv6 "$end" proxy_ndp
    done
    # Proxy ARP is for all addresses, its like in IPv6 only for those that are named.
    answer_for "$device" "$gateways"
    [ -z "$uplink" ] || answer_for "$uplink" "$addresses"
}

# answer_for DEVICE ADDRESSES
answer_for() {
    for neighbour in $2; do
        if [ "$(family "$neighbour")" = -6 ]; then
            ip -6 neigh replace proxy "${neighbour%%/*}" dev "$1" ||
                say "this node does not answer for $neighbour on $1"
        fi
    done
}

# "replace", as the routes of a container's last run may still be there. Kernels of RHEL 6 do not
# know it for IPv6.
host_routes() {
    for address in $addresses; do
        version=$(family "$address")
        length=32
        [ "$version" = -4 ] || length=128
        route=${address%%/*}/$length
        ip "$version" route replace "$route" dev "$1" 2>/dev/null && continue
        ip "$version" route del "$route" dev "$1" 2>/dev/null
        ip "$version" route add "$route" dev "$1" || say "no route from this node to $address"
    done
}

# vzctl hands its words to a shell inside: nothing but names and addresses goes into them.
inside_commands() {
    route="ip \$1 route %s \$2 dev $ifname"
    # shellcheck disable=SC2059 # the format is the one above
    printf "f=0; r() { $route 2>/dev/null || { $route 2>/dev/null; $route; }; }" replace del add
    # Kernels before 3.9 do not replace an address that is there, and old programs do not know the word.
    own="dev $ifname"
    # shellcheck disable=SC2016 # as above
    printf '; a() { ip address replace $1 %s 2>/dev/null' "$own"
    # shellcheck disable=SC2016 # the shell inside knows it
    printf ' || ip -o address show %s | grep -qF " $1 " || ip address add $1 %s; }' "$own" "$own"
    printf '; ip link set %s up || f=1' "$own"
    for address in $addresses; do
        printf '; a %s || f=1' "$address"
    done
    for node in $ct0; do
        version=$(family "$node")
        if has_family "$version"; then
            printf '; r %s %s || f=1' "$version" "${node%%/*}"
        fi
    done
    for gateway in $gateways; do
        version=$(family "$gateway")
        gateway=${gateway%%/*}
        # A gateway outside the prefix (a /32 address) wants a route of its own first.
        via="r $version 'default via $gateway'"
        printf '; %s 2>/dev/null || { r %s %s && %s; } || f=1' "$via" "$version" "$gateway" "$via"
    done
    printf "; exit \$f\\n"
}

# within SECONDS COMMAND...: ends it after that time. RHEL 5 has no timeout.
within() {
    if command -v timeout >/dev/null 2>&1; then
        timeout "$@"
        return
    fi
    seconds=$1
    shift
    "$@" &
    command=$!
    (
        while [ "$seconds" -gt 0 ]; do
            sleep 1
            seconds=$((seconds - 1))
        done
        kill "$command"
    ) </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
    watch=$!
    wait "$command" 2>/dev/null
    ended=$?
    kill "$watch" 2>/dev/null
    wait "$watch" 2>/dev/null
    return "$ended"
}

configure_inside() {
    inside=$(inside_commands)
    within "$exec_seconds" vzctl exec2 "$VEID" "$inside" </dev/null
}

# Values are split into words below, and no word is a pattern.
set -f
device=
case $#:${1:-}:${2:-} in
    3:init:veth) ;;
    *) fail "called with '$*'; this script is for vzctl 4, as 'init veth HOST_IFNAME'" ;;
esac
case ${VEID:-} in
    '' | *[!0-9A-Za-z-]*) fail "VEID '${VEID:-}' is not a container" ;;
esac
is_name "$3" || fail "'$3' is not an interface"
device=$3
conf=$conf_dir/$VEID.conf
can_read "$conf" || fail "cannot read $conf"

find_interface
find_bridge
own_setting VETH_VLAN
vlan=$value
[ -z "$vlan" ] || check_vlan
[ -z "$bridge" ] || join
# Only now: before, it would have been in another VLAN.
ip link set dev "$device" up || fail "cannot be set up"
if [ "$position" -eq 0 ]; then
    say "is not in NETIF yet; call vznetcfg once more when vzctl has saved it"
    exit 0
fi

own_setting VETH_IP_ADDRESS
# shellcheck disable=SC2086 # words, here and below
only_addresses VETH_IP_ADDRESS $value
addresses=$value
own_setting VE_DEFAULT_GATEWAY
# shellcheck disable=SC2086
only_addresses VE_DEFAULT_GATEWAY $value
gateways=$value
own_setting CT0_IP
if [ -z "$value" ] && [ "$position" -eq 1 ]; then
    setting "$global_conf" CT0_IP
fi
# shellcheck disable=SC2086
only_addresses CT0_IP $value
ct0=$value

if [ -z "$bridge" ]; then
    # A container that says nothing of all this is somebody else's.
    [ "$customized" = yes ] || [ -n "$addresses" ] || exit 0
    current=$(current_bridge)
    [ -z "$current" ] || leave_bridge "$current"
    own_setting VETH_UPLINK
    uplink=$value
    if [ -n "$uplink" ] && ! is_name "$uplink"; then
        say "VETH_UPLINK: '$uplink' is not an interface"
        uplink=
    fi
    route_here
    host_routes "$device"
elif [ -z "$vlan" ]; then
    host_routes "$bridge"
fi
[ -n "$addresses" ] || exit 0
own_setting VETH_INSIDE
[ "$value" != own ] || exit 0
if ! is_name "$ifname"; then
    say "'$ifname' cannot be the name of an interface inside"
    exit 0
fi
# A container that cannot configure itself still starts, so that it can be entered and mended.
configure_inside || say "$ifname could not be configured inside the container"
exit 0
