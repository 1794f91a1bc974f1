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
    "redhat /etc/redhat-release" \
    "debian /etc/debian_version"; do
    p=${l#* }
    if [ -r "$p" ] && read -r v <"$p"; then
      say "$b fact ${l%% *}" "$v"
    fi
  done 2>/dev/null
  echo "$b os"
  if [ -r /etc/os-release ]; then
    while read -r v; do
      say "$v"
    done </etc/os-release
  fi
}
