#!/bin/bash
# The how-to's own /tmp/br_add, with the node's address and gateway in place of its example's. Nothing else was repaired.
brctl addbr br0
ifconfig eth0 0
brctl addif br0 eth0
ifconfig br0 ADDRESS/16
ip route add default via GATEWAY dev br0
