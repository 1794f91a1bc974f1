# shellcheck shell=bash
# One switch namespace with a bridge and the gateway's address, one controller namespace, one per node. A second bridge
# carries the second cable of those that have one.

LAB_GATEWAY=10.66.0.1
LAB_CONTROLLER=10.66.255.254
# The second cable's network: nodes whose topology has one, the gateway and the controller.
LAB_LOCAL=10.67
SWITCH=$LAB_PREFIX-sw
CONTROLLER=$LAB_PREFIX-ctl

# Node 1 is 10.66.1.1, node 251 is 10.66.2.1: no octet is ever 0 or 255.
node_address() {
  local index=$(($(node_number "$1") - 1))
  printf '10.66.%d.%d\n' $((1 + index / 250)) $((1 + index % 250))
}

node_address6() { printf 'fd66::1:%x\n' "$(node_number "$1")"; }

node_mac() {
  local number
  number=$(node_number "$1")
  printf '%s:00:%02x:%02x\n' "${2:-02:66:00}" $((number / 256)) $((number % 256))
}

node_netns() { printf '%s-%s\n' "$LAB_PREFIX" "$1"; }

has_netns() { [ -e "/run/netns/$1" ]; }

remove_netns() { ! has_netns "$1" || ip netns del "$1"; }

in_netns() {
  local name=$1
  shift
  nsenter --net="/run/netns/$name" "$@"
}

start_switch() {
  register netns "$SWITCH"
  register netns "$CONTROLLER"
  ip -batch - <<END
netns add $SWITCH
netns add $CONTROLLER
END
  ip -n "$SWITCH" -batch - <<END
link set dev lo up
link add name br0 address 02:66:ff:00:00:01 type bridge stp_state 0 forward_delay 0
address add $LAB_GATEWAY/16 broadcast + dev br0
address add fd66::1/64 dev br0 nodad
link set dev br0 up
link add name ctl type veth peer name eth0 netns $CONTROLLER
link set dev ctl master br0 up
link add name br1 address 02:66:ff:00:01:01 type bridge stp_state 0 forward_delay 0
address add $LAB_LOCAL.0.1/16 broadcast + dev br1
link set dev br1 up
link add name ctl.1 type veth peer name eth1 netns $CONTROLLER
link set dev ctl.1 master br1 up
END
  ip -n "$CONTROLLER" -batch - <<END
link set dev lo up
address add $LAB_CONTROLLER/16 broadcast + dev eth0
address add fd66::ffff/64 dev eth0 nodad
link set dev eth0 up
address add $LAB_LOCAL.255.254/16 broadcast + dev eth1
link set dev eth1 up
route add default via $LAB_GATEWAY
END
  # A node with a /32 reaches its neighbours by the gateway, which therefore routes, and keeps quiet about shorter ways.
  in_netns "$SWITCH" sysctl -q -w net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.br0.send_redirects=0
}

# plug_in NODE...: fresh namespaces, as after a power cut; the link stays cut where it was cut.
plug_in() {
  local node
  for node in "$@"; do
    unplug "$node"
    register netns "$(node_netns "$node")"
  done
  for node in "$@"; do printf 'netns add %s\n' "$(node_netns "$node")"; done | ip -batch -
  for node in "$@"; do plug_commands "$node"; done | ip -n "$SWITCH" -batch -
}

plug_commands() {
  local state=up
  [ ! -e "$LAB_DIR/nodes/$1/cut" ] || state=down
  printf 'link add name %s type veth peer name eth0 address %s netns %s\n' "$1" "$(node_mac "$1")" "$(node_netns "$1")"
  printf 'link set dev %s master br0 %s\n' "$1" "$state"
  has_second_cable "$1" || return 0
  printf 'link add name %s.1 type veth peer name eth1 address %s netns %s\n' "$1" "$(node_mac "$1" 02:66:01)" "$(node_netns "$1")"
  printf 'link set dev %s.1 master br1 up\n' "$1"
}

# The switch's end first: a namespace's own links go asynchronously, and the port's name is needed again.
unplug() {
  local port
  for port in "$1" "$1.1"; do
    ! ip -n "$SWITCH" link show dev "$port" >/dev/null 2>&1 || ip -n "$SWITCH" link del dev "$port"
  done
  remove_netns "$(node_netns "$1")"
}

set_link() { ip -n "$SWITCH" link set dev "$1" "$2"; }
