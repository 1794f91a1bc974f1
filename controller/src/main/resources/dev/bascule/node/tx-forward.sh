# shellcheck shell=sh disable=SC2154,SC2034
# The way forward, once `confirm` is elected. Each step again does no harm: whoever is killed here
# is followed by another who finishes it.

tx_forward() {
  rm -f "$d/ballast"
  # The decision is on disk before the first file, which may be on another one.
  settled "$d/"
  tx_enter confirming
  # A boot between the two must not find the card in the switch and its addresses at the card: who joins is in the files
  # first, who leaves is out of the database first.
  tx_value ovs
  order=$v unplaced=
  case $order in
    leaves) tx_ovs_shown confirm || unplaced=database ;;
    joins) tx_ovs_kept || [ ! -e "$db.bascule" ] || tx_booted || unplaced=database ;;
  esac
  [ "$unplaced" ] || tx_files tx_settle
  if ! tx_whole; then
    tx_revoke "$unplaced"
    tx_back
    return
  fi
  if ! tx_ovs_shown confirm; then
    if ! tx_booted; then
      tx_revoke database
      tx_back
      return
    fi
    tx_note 'the node booted in the middle of the confirmation: the switch has what the files say of it, and else what it had before'
  fi
  if [ -e "$d/at-confirm" ]; then
    tx_inform
  fi
  if [ -e "$d/volatile" ]; then
    tx_volatiles tx_volatile_out
  fi
  tx_log confirmed
  tx_close confirmed -
}

# tx_whole: whether it may go on. Where a file could not be put in place the next boot would find half of them. Only what a
# boot has found already is no reason to go back, where the switch does not keep it.
tx_whole() {
  [ -z "$unplaced" ] || { [ -z "$order" ] && tx_booted; }
}

# tx_booted: whether the node has booted since this was staged
tx_booted() {
  tx_value mark
  [ "$v" != "$mark" ]
}

# tx_revoke file|database|reboot: `confirm` was elected, and one half of it cannot be done. Only who has the work does
# this; what is done of the other half is undone on the way back, whoever goes it.
tx_revoke() {
  tx_log "not confirmed: $1"
  decision=rollback:confirm-$1
  rm -f "$d/decision.new"
  ln -s "$decision" "$d/decision.new" && mv -f "$d/decision.new" "$d/decision" && settled "$d/"
}

tx_revoked() {
  case $decision in
    rollback:confirm-*) ;;
    *) return 1 ;;
  esac
}

# tx_inform: the network service, what is true by now. It is confirmed already, so a failure is told.
tx_inform() {
  tx_limit 60 tx_mortal tx_plain at-confirm >"$d/told" 2>&1
  rc=$?
  cat "$d/told" >>"$d/log"
  if [ $rc != 0 ]; then
    out=$(tail -n 1 "$d/told")
    tx_note "the network service was not told of it, but the files are in place: ${out:-no words} (status $rc)"
  fi
  rm -f "$d/told"
}
