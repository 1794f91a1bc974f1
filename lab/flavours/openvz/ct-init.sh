#!/bin/sh
# A container's init: its boot, then the end that halt, poweroff or reboot asks for. Ends with 1 for a reboot.
trap 'exit 0' USR1 USR2
trap 'exit 1' TERM
mkdir -p /var/log
{
  [ ! -f /etc/sysctl.conf ] || sysctl -e -q -p /etc/sysctl.conf
  if [ -d /etc/sysconfig/network-scripts ]; then
    /usr/lib/vzctl/ct-redhat.sh start
  else
    ifup -a
  fi
  [ ! -x /etc/rc.local ] || /etc/rc.local
} >/var/log/boot.log 2>&1 </dev/null
while :; do
  sleep 86400 &
  wait
done
