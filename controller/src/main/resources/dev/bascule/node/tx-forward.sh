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
  if [ "$v" = leaves ]; then
    tx_ovs_shown confirm
  fi
  tx_files tx_settle
  tx_ovs_shown confirm
  if [ -e "$d/at-confirm" ]; then
    tx_inform
  fi
  if [ -e "$d/volatile" ]; then
    tx_volatiles tx_volatile_out
  fi
  tx_log confirmed
  tx_close confirmed -
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

# tx_settle OP N SHA256 BEFORE STAGED TARGET: the rename, on disk before the next one
tx_settle() {
  case $1 in
    put)
      if [ -e "$5" ]; then
        labelled "$6" "$5"
        if ! unlinked "$6" || ! out=$(mv -f "$5" "$6" 2>&1); then
          tx_note "$6 is not in place: $out"
          return
        fi
        relabelled "$6"
        tx_fsync "$6"
      elif [ "$(tx_hash "$6")" != "$3" ]; then
        tx_note "$6 is not in place"
      fi
      ;;
    drop)
      if [ -e "$6" ] || [ -L "$6" ]; then
        rm -f "$6" && settled "${6%/*}/"
      fi
      ;;
  esac
}
