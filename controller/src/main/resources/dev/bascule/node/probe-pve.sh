# shellcheck shell=sh disable=SC2154
# Containers of Proxmox VE. $PV: lines with their numbers

pves() {
  if ! has pct; then
    return
  fi
  say "$b pve"
  for c in $PV; do
    if [ -f "/etc/pve/lxc/$c.conf" ]; then
      say "$b pve-at $c"
      cat "/etc/pve/lxc/$c.conf"
      echo
      say "$b pve-status $c" "$(within 15 pct status "$c" 2>&1)"
    fi
  done
}
