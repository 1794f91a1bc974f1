# shellcheck shell=sh disable=SC2154
# The NIC holds the node's address; the containers are on a bridge of their own without the NIC, and routed: what is there
# before a conversion that must not touch it.
cat >"$DISK/etc/network/interfaces" <<END
auto lo
iface lo inet loopback

auto eth0
iface eth0 inet static
    address $ADDRESS/16
    gateway $GATEWAY

auto vzbr1
iface vzbr1 inet static
    address 172.31.0.1/24
    bridge_ports none
    bridge_hw 02:66:31:00:00:01
    bridge_stp off
    bridge_fd 0
END
cat >"$DISK/etc/rc.local" <<'END'
#!/bin/sh
# Starts the containers, once the network is up.
PATH=/usr/lib/lab/real:/usr/sbin:/usr/bin:/sbin:/bin
for ct in 101 102; do
  ip netns add ct$ct
  ip link add name veth$ct.0 address fe:ff:ff:ff:ff:ff type veth peer name eth0 netns ct$ct
  brctl addif vzbr1 veth$ct.0
  ip link set dev veth$ct.0 up
  ip -n ct$ct link set dev lo up
  ip -n ct$ct link set dev eth0 up
  ip -n ct$ct address add 172.31.0.$ct/24 dev eth0
  ip -n ct$ct route add default via 172.31.0.1
done
END
chmod 755 "$DISK/etc/rc.local"
