# shellcheck shell=bash
# How a node's network is laid: lab/topologies/NAME.sh writes a fresh disk's own files, which every boot then reads. A
# flavour that has other files has its own topologies, in a folder of its name.

is_topology() { [ -f "$LAB_HOME/topologies/$1.sh" ]; }

topologies() { (cd "$LAB_HOME/topologies" && printf '%s\n' *.sh | sed 's/\.sh$//' | tr '\n' ' '); }

# lay_topology NODE FLAVOUR: onto its fresh disk.
lay_topology() {
  local node=$1 home=$LAB_DIR/nodes/$1 topology script
  topology=$(cat "$home/topology" 2>/dev/null) || topology=single
  script=$LAB_HOME/topologies/$topology.sh
  [ "$2" != rhel ] || [ "$topology" = single ] || script=$LAB_HOME/topologies/rhel/$topology.sh
  [ -f "$script" ] || die "the flavour $2 has no topology '$topology'"
  rm -f "$home/second-cable" "$home/ext4"
  [ "$topology" != two-nics ] || touch "$home/second-cable"
  [ "$topology" != own-disk ] || new_ext4 "$home/ext4"
  env -i "PATH=$PATH" DISK="$home/upper" NUMBER="$(node_number "$node")" ADDRESS="$(node_address "$node")" \
    LOCAL="$(node_local "$node")" ADDRESS6="$(node_address6 "$node")" GATEWAY="$LAB_GATEWAY" \
    MAC="$(node_mac "$node")" sh -eu "$script"
}

has_second_cable() { [ -e "$LAB_DIR/nodes/$1/second-cable" ]; }

# Its address in the second cable's network.
node_local() {
  local address
  address=$(node_address "$1")
  printf '%s.%s\n' "$LAB_LOCAL" "${address#*.*.}"
}

# serve_dhcp NODE...: Debian's dnsmasq in the switch's namespace, once a node asks for it; each node gets its own address.
serve_dhcp() {
  local node
  for node in "$@"; do
    case $(cat "$LAB_DIR/nodes/$node/topology" 2>/dev/null) in dhcp | *-dhcp) ;; *) continue ;; esac
    if [ -e "$LAB_DIR/dhcp.pid" ] && alive "$(cat "$LAB_DIR/dhcp.pid")" "$(cat "$LAB_DIR/dhcp.start")"; then return 0; fi
    start_dhcp
    return
  done
}

# The server's program is a node's: nothing is installed on the machine, and nothing is written into the cache.
start_dhcp() {
  local root number pid
  build_root light
  root=$(lower_layers light)
  for number in $(seq 800); do
    printf 'dhcp-host=%s,%s\n' "$(node_mac "hn-$number")" "$(node_address "hn-$number")"
  done >"$LAB_DIR/dhcp.conf"
  LAB_DIR=$LAB_DIR setsid nsenter --net="/run/netns/$SWITCH" chroot "$root" /usr/sbin/dnsmasq --keep-in-foreground --port=0 --user=root \
    --conf-file=- --pid-file= --leasefile-ro --interface=br0 --bind-interfaces --log-facility=- --dhcp-authoritative \
    --dhcp-range=10.66.0.0,static,255.255.0.0,2m --dhcp-option="option:router,$LAB_GATEWAY" \
    <"$LAB_DIR/dhcp.conf" >>"$LAB_DIR/dhcp.log" 2>&1 8>&- 9>&- &
  pid=$!
  register proc "$pid" "$(start_time "$pid")"
  start_time "$pid" >"$LAB_DIR/dhcp.start"
  printf '%s\n' "$pid" >"$LAB_DIR/dhcp.pid"
}
