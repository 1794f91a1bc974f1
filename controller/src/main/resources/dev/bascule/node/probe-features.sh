# shellcheck shell=sh disable=SC2154
# Which folders and programs there are: what kind of node it is. Costs no process, but on nodes of OpenVZ one.

features() {
  for p in /proc/1/comm /run/systemd/container; do
    if [ -r "$p" ] && read -r v <"$p"; then
      say "$b fact ${p##*/}" "$v"
    fi
  done 2>/dev/null
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
  if has vzctl; then
    say "$b fact vzctl" "$(vzctl --version 2>/dev/null)"
  fi
}
