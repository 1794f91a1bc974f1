# shellcheck shell=sh disable=SC2154,SC2034
# What is tried when the inverse did not bring the old state back. Rungs 1 to 3 put back what
# differs. The network service and a reboot touch more than we did, so they come only where the way
# to those who were reached before is not proven. rolled-back-differs: it is, and something differs.
# rollback-failed: all was tried, and it is not.

tx_ladder() {
  rung=2
  tx_try inverse "$inverse"
  if tx_verified 3; then
    tx_back_done rolled-back-verified
    return
  fi
  if [ "$wide" ]; then
    rung=3
    tx_try wide "$wide"
    if tx_verified 5; then
      tx_back_done rolled-back-verified
      return
    fi
  fi
  if tx_reaches; then
    tx_back_done rolled-back-differs
    return
  fi
  # The service gives back what is missing. Where only something of others is too much, it could
  # take away addresses and not get them again.
  if grep -qv '^[+~]' "$d/verdict" 2>/dev/null; then
    tx_ladder_service
  else
    tx_ladder_last
  fi
}

tx_ladder_service() {
  rung=4
  tx_log "rung 4: the node's own network service"
  tx_limit 90 tx_mortal tx_service
  if tx_verified 10; then
    tx_back_done rolled-back-verified
  elif tx_reaches; then
    tx_back_done rolled-back-differs
  elif tx_ladder_again; then
    tx_back_done rolled-back-verified
  else
    tx_ladder_last
  fi
}

tx_ladder_last() {
  if [ "${reboot-}" = allowed ]; then
    tx_ladder_reboot
  else
    tx_back_done rollback-failed
  fi
}

# tx_ladder_again: a service that did not help may have taken away what it could not give back
tx_ladder_again() {
  [ "$wide" ] || return
  tx_try wide "$wide"
  tx_verified 5
}

# tx_links WORD...: those that are no namespaces
tx_links() {
  for l; do
    case $l in
      @*) ;;
      *) printf '%s ' "$l" ;;
    esac
  done
}

# tx_service: brings the touched links up by the node's own files, which nobody has changed
tx_service() {
  IFS=' '
  # shellcheck disable=SC2086,SC2046 # words
  set -- $(tx_links $touched)
  IFS=$nl
  if [ -d /run/systemd/netif ] && has networkctl; then
    networkctl reload
    for l; do networkctl reconfigure "$l"; done
  elif [ -d /etc/sysconfig/network-scripts ] && [ -x /etc/init.d/network ]; then
    /etc/init.d/network restart
  elif has ifup && [ -e /etc/network/interfaces ]; then
    for l; do
      ifdown --force "$l"
      ifup --force "$l"
    done
  elif [ -x /etc/init.d/networking ]; then
    /etc/init.d/networking restart
  fi
} >>"$d/log" 2>&1

# tx_ladder_reboot: the node boots on its old files. The next contact says how it ended.
tx_ladder_reboot() {
  rung=5
  tx_log "rung 5: reboot"
  tx_unstage
  tx_enter "rolling-back reboot"
  tx_reboot
  tx_back_done rollback-failed
}

tx_reboot() {
  tx_limit 20 sync
  tx_limit 60 tx_mortal reboot
  sleep 30
  tx_limit 10 reboot -f
  sleep 10
  { echo 1 >/proc/sys/kernel/sysrq && echo b >/proc/sysrq-trigger; } 2>/dev/null
  sleep 10
}

# tx_reachable: at staging; keeps those addresses of `reach` that answer
tx_reachable() {
  tx_value reach
  IFS=' '
  good=
  for a in $v; do
    if tx_ping "$a"; then
      good="$good $a"
    fi
  done
  IFS=$nl
  tx_meta reach "${good# }"
}

# tx_reaches: whether all of them answer still: a gateway that does is no way to the controller
# behind it. Without any there is nothing to go by.
tx_reaches() {
  if [ -z "$reach" ]; then
    return 1
  fi
  IFS=' '
  for a in $reach; do
    if ! tx_ping "$a"; then
      IFS=$nl
      return 1
    fi
  done
  IFS=$nl
}
