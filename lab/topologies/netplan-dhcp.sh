# shellcheck shell=sh disable=SC2154
# For the netplan flavour: the NIC asks the lab's DHCP server.
cat >"$DISK/etc/netplan/01-lab.yaml" <<END
network:
  version: 2
  renderer: networkd
  ethernets:
    eth0:
      dhcp4: true
END
