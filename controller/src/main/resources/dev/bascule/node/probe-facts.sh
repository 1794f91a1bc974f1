# shellcheck shell=sh disable=SC2154,SC2086
# Facts that cost no process.

facts() {
  for l in \
    "hostname /proc/sys/kernel/hostname" \
    "domain /proc/sys/kernel/domainname" \
    "kernel /proc/sys/kernel/osrelease" \
    "boot_id /proc/sys/kernel/random/boot_id" \
    "machine_id /etc/machine-id" \
    "uptime /proc/uptime" \
    "memory /proc/meminfo" \
    "cpus /sys/devices/system/cpu/online" \
    "init /proc/1/comm" \
    "container /run/systemd/container" \
    "redhat /etc/redhat-release" \
    "debian /etc/debian_version"; do
    p=${l#* }
    if [ -r "$p" ] && read -r v <"$p"; then
      printf '%s\n' "$b fact ${l%% *}" "$v"
    fi
  done 2>/dev/null
  echo "$b os"
  if [ -r /etc/os-release ]; then
    while read -r v; do
      printf '%s\n' "$v"
    done </etc/os-release
  fi
  echo "$b have"
  set +f
  for p in /run/systemd/system /run/openrc /sbin/openrc /etc/inittab /proc/vz /proc/bc /proc/user_beancounters \
    /.dockerenv /etc/netplan/*.yaml /etc/network/interfaces /etc/sysconfig/network-scripts \
    /etc/systemd/network/*.network /etc/NetworkManager; do
    if [ -e "$p" ]; then
      echo "$p"
    fi
  done
  set -f
  echo "$b tools"
  for p in arping base64 brctl busybox dhclient ethtool ifconfig ifup ip iptables lxc-start netplan nft nmcli \
    ovs-vsctl ping route setsid systemctl systemd-run timeout unshare vconfig vzctl vzlist; do
    if has "$p"; then
      echo "$p"
    fi
  done
}
