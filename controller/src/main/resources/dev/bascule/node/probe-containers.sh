# shellcheck shell=sh disable=SC2154,SC2086,SC2016
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

# inside CTID: what vzctl is told goes through one more shell, in the container. Nothing that it prints
# stands in the place of its exit code, which follows in a line of its own.
inside() {
  t='PATH=$PATH:/usr/sbin:/sbin; ip -o link show && ip -o addr show && echo = && ip route show || exit; '
  # One without IPv6 has none to show.
  t=$t'ip -6 route show 2>/dev/null; '
  # Files that configure it at its boot, small ones. A line that is empty: the file ends with an end of line.
  t=$t'echo =; cd /etc; n=sysconfig/network-scripts; for f in network/interfaces $n/ifcfg-* $n/route-* $n/route6-*; do '
  t=$t'if [ -f "$f" ] && [ "$(wc -c <"$f")" -lt 65536 ]; then echo "F /etc/$f"; sed "s/^/|/" "$f"; echo; echo E; fi; done; :'
  o=$(
    {
      within 15 vzctl exec2 "$1" "$t" 2>&1
      rc=$?
      say '' "$b $rc" 2>/dev/null
    } | limited 20 2097152 | tr -d '\000'
  )
  rc=$(say "$o" | tail -n 1)
  case $rc in
    "$b "*) rc=${rc#"$b "} ;;
    *)
      rc=1
      o="it prints too much, or without an end$nl"
      ;;
  esac
  if [ "$rc" = 124 ]; then
    o="no answer for 15 s$nl"
  fi
  say "$b ctnet $1 $rc"
  say "$o" | sed '$d'
}
