# shellcheck shell=sh disable=SC2154,SC2034
# The way forward, once `confirm` is elected. Each step again does no harm: whoever is killed here
# is followed by another who finishes it.

tx_forward() {
  rm -f "$d/ballast"
  tx_enter confirming
  tx_files tx_settle
  if [ -e "$d/at-confirm" ]; then
    tx_limit 60 tx_mortal tx_plain at-confirm >>"$d/log" 2>&1 ||
      tx_note "telling the network service ended with $?"
  fi
  if [ -e "$d/volatile" ]; then
    tx_volatiles tx_volatile_out
  fi
  tx_log confirmed
  tx_close confirmed -
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
        # A rename can be brought to disk by the file's fsync, a removal cannot.
        mv -f "$6" "$d/dropped.$2" 2>/dev/null && tx_fsync "$d/dropped.$2"
        rm -f "$6" "$d/dropped.$2"
      fi
      ;;
  esac
}
