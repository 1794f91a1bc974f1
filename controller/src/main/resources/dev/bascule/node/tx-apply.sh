# shellcheck shell=sh disable=SC2154,SC2034
# The applier. It runs once, and only under a watchdog.

tx_apply() {
  tx_immortal
  tx_boot
  tx_me
  ln -s "$me" "$d/applier" || exit 1
  tx_state
  tx_worker
  if [ "$st" != armed ] || [ -z "$worker" ] || ! tx_alive "$worker"; then
    tx_log "no watchdog: nothing is applied"
    exit 1
  fi
  tx_second
  if [ -L "$d/decision" ]; then
    exit 0
  fi
  tx_enter applying
  tx_log "applying"
  tx_batch >"$d/output" 2>&1
  rc=$?
  cat "$d/output" 2>/dev/null
  if [ $rc = 0 ]; then
    tx_applied
  else
    tx_failed "$(tail -n 1 "$d/output" 2>/dev/null)"
  fi
}

tx_batch() {
  tx_uptime
  began=$cs
  tx_ovs_hide || return
  tx_still
  tx_source batch
  rc=$?
  tx_uptime
  (say $(((cs - began) * 10)) >"$d/batch-ms") 2>/dev/null
  [ $rc = 0 ] && tx_held
}

tx_applied() {
  read -r nonce </proc/sys/kernel/random/uuid
  tx_uptime
  tx_enter "applied $up.${cs#"$up"} $nonce"
  tx_log "applied"
}

# tx_failed WORDS: the watchdog sees the decision and acts at once; nothing fires later
tx_failed() {
  tx_enter "failed $1"
  tx_log "failed: $1"
  tx_elect rollback:failed
}
