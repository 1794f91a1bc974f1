# shellcheck shell=sh disable=SC2154,SC2086
# $V: lines with service names

services() {
  if [ -d /run/systemd/system ]; then
    for v in $V; do
      case $v in
        *.*) set -- "$@" "$v" ;;
        *) set -- "$@" "$v.service" ;;
      esac
    done
    echo "$b systemd"
    systemctl show -p LoadState,ActiveState,UnitFileState "$@" 2>/dev/null
  fi
  echo "$b boot"
  for v in $V; do
    v=${v%.service}
    set +f
    for p in /etc/rc[2345].d/S[0-9][0-9]"$v" /etc/rc.d/rc[2345].d/S[0-9][0-9]"$v" /etc/runlevels/*/"$v"; do
      if [ -e "$p" ]; then
        echo "$v"
        break
      fi
    done
    set -f
  done
  if [ ! -d /run/systemd/system ]; then
    echo "$b sysv"
    for v in $V; do
      if [ -x "/etc/init.d/$v" ]; then
        "/etc/init.d/$v" status >/dev/null 2>&1
        echo "$? $v"
      fi
    done
  fi
}
