#!/bin/sh
# ifupdown's own way, as careful as it can be: no STP, no forward delay, no waiting for ports. The stanza of eth0 is undone with the old
# file, then the new file is put in place and br0 brought up. `ifup br0` alone leaves the address on eth0, and the node off the network.
ifdown eth0
cp /tmp/interfaces.new /etc/network/interfaces
ifup br0
