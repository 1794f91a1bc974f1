# shellcheck shell=sh disable=SC2154,SC2086
# OpenVZ containers: their file, whether they run, and the network inside of those that do.
# $C: lines with containers' numbers

containers() {
  if ! has vzctl; then
    return
  fi
  say "$b vzctl" "$(vzctl --version 2>/dev/null)"
  for c in $C; do
    # Always ends with 0; its words say what there is.
    s=$(vzctl status "$c" 2>/dev/null)
    say "$b ct $c" "$s"
    if [ -f "/etc/vz/conf/$c.conf" ]; then
      echo "$b ctconf $c"
      cat "/etc/vz/conf/$c.conf"
      echo
    fi
    case $s in
      *' running'*) inside "$c" ;;
    esac
  done
}

# inside CTID: what vzctl is told goes through one more shell, in the container
inside() {
  t='PATH=$PATH:/usr/sbin:/sbin; ip -o link show && ip -o addr show && echo = && ip route show && ip -6 route show'
  if has timeout; then
    o=$(timeout 15 vzctl exec2 "$1" "$t" 2>&1 </dev/null)
  else
    o=$(vzctl exec2 "$1" "$t" 2>&1 </dev/null)
  fi
  say "$b ctnet $1 $?" "$o"
}
