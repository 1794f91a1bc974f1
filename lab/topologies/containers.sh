# shellcheck shell=sh disable=SC2154
# A bridge with the NIC and two containers' ports: ct101 and ct102, network namespaces with a veth each, as OpenVZ names them.
cat >"$DISK/etc/network/interfaces" <<END
auto lo
iface lo inet loopback

iface eth0 inet manual

auto br0
iface br0 inet static
    address $ADDRESS/16
    gateway $GATEWAY
    bridge_ports eth0
    bridge_stp off
    bridge_fd 0
    bridge_hw eth0
END
block=100
[ "$NUMBER" -lt 250 ] || block=110
cat >"$DISK/etc/rc.local" <<END
#!/bin/sh
# Starts the containers, once the network is up.
PATH=/usr/lib/lab/real:/usr/sbin:/usr/bin:/sbin:/bin
for ct in 101 102; do
  ip netns add ct\$ct
  ip link add name veth\$ct.0 address fe:ff:ff:ff:ff:ff type veth peer name eth0 netns ct\$ct
  brctl addif br0 veth\$ct.0
  ip link set dev veth\$ct.0 up
  ip -n ct\$ct link set dev lo up
  ip -n ct\$ct link set dev eth0 up
  ip -n ct\$ct address add 10.66.\$((ct - 101 + $block)).$((NUMBER % 250 + 1))/16 dev eth0
  ip -n ct\$ct route add default via $GATEWAY
done
END
chmod 755 "$DISK/etc/rc.local"
