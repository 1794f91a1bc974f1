# shellcheck shell=bash
# A node's disk: the overlay's upper layer. It holds only what makes this node itself, and what was changed on it.

# new_disk NODE FLAVOUR: an identity of its own, as if freshly installed.
new_disk() {
  local node=$1 upper=$LAB_DIR/nodes/$1/upper
  mkdir -p "$upper/etc/ssh" "$LAB_DIR/nodes/$node/work" "$LAB_DIR/nodes/$node/root"
  printf '%s\n' "$node" >"$upper/etc/hostname"
  printf '127.0.0.1 localhost\n%s %s\n' "$(node_address "$node")" "$node" >"$upper/etc/hosts"
  case $2 in
    netplan)
      mkdir -p "$upper/etc/netplan"
      (umask 077 && write_netplan "$node" >"$upper/etc/netplan/01-lab.yaml")
      # What networkd thought is in the node's journal when a test fails.
      mkdir -p "$upper/etc/systemd/system/systemd-networkd.service.d"
      printf '[Service]\nEnvironment=SYSTEMD_LOG_LEVEL=debug\n' \
        >"$upper/etc/systemd/system/systemd-networkd.service.d/lab.conf"
      ;;
    rhel) write_ifcfg "$node" ;;
    *)
      mkdir -p "$upper/etc/network"
      write_interfaces "$node" >"$upper/etc/network/interfaces"
      ;;
  esac
  lay_topology "$node" "$2"
  printf '%s %s' "$LAB_PREFIX" "$node" | md5sum | cut -c1-32 >"$upper/etc/machine-id"
  cp -p "$LAB_DIR/nodes/$node"/hostkeys/ssh_host_* "$upper/etc/ssh/"
  authorize "$upper/root" 0
  authorize "$upper/home/ops" 1000
  authorize "$upper/home/deploy" 1001
}

write_interfaces() {
  cat <<END
auto lo
iface lo inet loopback

auto eth0
iface eth0 inet static
    address $(node_address "$1")/16
    gateway $LAB_GATEWAY
END
  [ -e "$LAB_DIR/ipv6" ] || return 0
  # dad-attempts 0: no other node has this address, and detection would cost every boot two seconds.
  cat <<END

iface eth0 inet6 static
    address $(node_address6 "$1")/64
    gateway fd66::1
    dad-attempts 0
    accept_ra 0
END
}

write_netplan() {
  cat <<END
# The lab's network.
network:
  version: 2
  renderer: networkd
  ethernets:
    eth0:
      addresses: [$(node_address "$1")/16]
      routes:
        - {to: default, via: $LAB_GATEWAY}
END
}

# As an installer of CentOS 6 leaves it.
write_ifcfg() {
  local sysconfig=$LAB_DIR/nodes/$1/upper/etc/sysconfig
  mkdir -p "$sysconfig/network-scripts"
  printf 'NETWORKING=yes\nHOSTNAME=%s\n' "$1" >"$sysconfig/network"
  cat >"$sysconfig/network-scripts/ifcfg-eth0" <<END
DEVICE="eth0"
BOOTPROTO="static"
HWADDR="$(node_mac "$1")"
IPADDR="$(node_address "$1")"
NETMASK="255.255.0.0"
GATEWAY="$LAB_GATEWAY"
NM_CONTROLLED="yes"
ONBOOT="yes"
TYPE="Ethernet"
END
}

authorize() {
  local home=$1 owner=$2
  install -d -m 755 "$(dirname "$home")"
  install -d -m 700 -o "$owner" -g "$owner" "$home" "$home/.ssh"
  install -m 600 -o "$owner" -g "$owner" "$LAB_DIR/id_ed25519.pub" "$home/.ssh/authorized_keys"
}

new_host_keys() {
  local keys=$LAB_DIR/nodes/$1/hostkeys type
  mkdir -p "$keys"
  for type in ed25519 ecdsa; do
    [ -e "$keys/ssh_host_${type}_key" ] || ssh-keygen -q -t "$type" -N '' -C "$1" -f "$keys/ssh_host_${type}_key"
  done
}

# make_node NODE FLAVOUR TOPOLOGY: its folder, keys and disk; does nothing to a node that exists.
make_node() {
  local home=$LAB_DIR/nodes/$1
  [ ! -e "$home/flavour" ] || return 0
  mkdir -p "$home"
  printf '%s\n' "$3" >"$home/topology"
  new_host_keys "$1"
  new_disk "$1" "$2"
  lower_layers "$2" >"$home/lower"
  printf '%s\n' "$2" >"$home/flavour" # last: it marks the node as complete
}

wipe_disk() {
  rm -rf "${LAB_DIR:?}/nodes/${1:?}/upper" "${LAB_DIR:?}/nodes/${1:?}/work"
  new_disk "$1" "$(cat "$LAB_DIR/nodes/$1/flavour")"
}
