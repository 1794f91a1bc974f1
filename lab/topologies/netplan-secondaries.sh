# shellcheck shell=sh disable=SC2154
# For the netplan flavour: what "secondaries" has.
cat >"$DISK/etc/netplan/01-lab.yaml" <<END
# This comment, and the order of what follows, must outlive every edit.
network:
  version: 2
  renderer: networkd
  ethernets:
    eth0:
      mtu: 1450
      accept-ra: false
      addresses:
        - $ADDRESS/16
        - 10.66.200.$((NUMBER % 250 + 1))/16   # a second one
        - 172.30.$((NUMBER / 250)).$((NUMBER % 250 + 1))/24:
            label: "eth0:1"
        - $ADDRESS6/64
        - fd67::$NUMBER/64
      routes:
        - {to: default, via: $GATEWAY}
        - {to: default, via: "fd66::1"}
        - {to: 10.99.0.0/16, via: $GATEWAY, metric: 50, from: $ADDRESS}
        - {to: 10.98.0.0/16, via: $GATEWAY, table: 100}
      routing-policy:
        - {from: $ADDRESS, to: 10.98.0.0/16, table: 100, priority: 1000}
END
