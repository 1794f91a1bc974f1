#!/bin/sh
# managed by Bascule; plugs a container's host side into its bridge
CONFIGFILE=/etc/vz/conf/$VEID.conf
. "$CONFIGFILE"
for NETIF in $(printf '%s\n' "$NETIF" | tr ';' ' '); do
  HOST_IFNAME=$(printf '%s\n' "$NETIF" | tr ',' '\n' | sed -n 's/^host_ifname=//p')
  ip link set dev "$HOST_IFNAME" up
  ip link set dev "$HOST_IFNAME" master [=bridge]
done
exit 0
