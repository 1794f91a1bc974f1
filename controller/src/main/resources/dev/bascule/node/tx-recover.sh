# shellcheck shell=sh disable=SC2154,SC2034
# What happens to a transaction whose watchdog is dead, by rule.

# tx_revive: has it finished, apart from this session, and waits for the end
tx_revive() {
  if tx_ended && ! tx_owed; then
    return
  fi
  case $st in
    none | staging | staged)
      tx_discard
      return
      ;;
  esac
  tx_worker
  if [ -z "$worker" ] || ! tx_alive "$worker"; then
    tx_launch takeover || return
    tx_await_end 120
  elif tx_ended; then
    tx_await_end 10
  fi
}

# tx_await_end SECONDS: until all is done; after the time, whether at least the end is known
tx_await_end() {
  tx_uptime
  until=$((up + $1))
  until tx_ended && ! tx_owed; do
    tx_uptime
    if [ "$up" -ge "$until" ]; then
      tx_ended
      return
    fi
    tx_nap
  done
}

# tx_takeover: in a session of its own, by which who comes after can end it
tx_takeover() {
  tx_immortal
  tx_boot
  tx_load
  tx_claim || exit 0
  if tx_ended; then
    tx_bookkeep
    exit 0
  fi
  tx_log "taking over as $$"
  tx_decision
  if tx_booted; then
    tx_elect rollback:reboot
    if [ "$decision" = confirm ] && tx_ovs_cut; then
      tx_note 'the node booted before the confirmation was on disk'
      tx_revoke reboot
    fi
    if [ "$decision" = confirm ]; then
      tx_work
    else
      tx_rebooted
    fi
  else
    tx_elect rollback:watchdog-died
    decision=${decision:-rollback:watchdog-died}
    tx_work
  fi
}

# tx_rebooted: the boot was the rollback, of our own asking or not. What differs may be what a boot
# does not bring back.
tx_rebooted() {
  rung=boot
  tx_state
  case $st:$sw in
    rolling-back:reboot*) rung=5 ;;
  esac
  tx_log "rolled back by a boot"
  rm -f "$d/ballast"
  if tx_revoked; then
    tx_value ovs
    o=$(tx_files tx_placed)
    tx_unsettle
    # The boot put the card into the switch where one of the new files said so.
    if [ "$v" = joins ] && [ "$o" ] && ! tx_unswitched; then
      tx_ladder
      return
    fi
  fi
  tx_limit 20 tx_differences
  if [ -s "$d/verdict" ]; then
    tx_note 'after the boot the network is not in all as it was; the difference is kept'
  fi
  tx_back_done rolled-back-verified
}

# tx_unswitched: what else differs after a boot is what a boot does not bring back, and no reason for more
tx_unswitched() {
  rung=1
  tx_try inverse "$inverse"
  tx_verified 10 || ! grep -q '^[+-] ovs ' "$d/verdict" || return
  rung=boot
}
