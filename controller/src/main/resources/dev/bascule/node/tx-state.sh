# shellcheck shell=sh disable=SC2154,SC2034
# The state, and who decides how a transaction ends.

# tx_enter WORDS: a new state, replaced atomically. All states are of one length, so that one can
# still be written over the last where the disk has no room for a new file.
tx_enter() {
  s=$(printf '%-254.254sx' "$1")
  s=${s%x}
  if printf '%s\n' "$s" | dd of="$d/state.$$" bs=255 conv=fsync 2>/dev/null &&
    mv -f "$d/state.$$" "$d/state" 2>/dev/null; then
    tx_fsync "$d/state"
    return
  fi
  rm -f "$d/state.$$"
  printf '%s\n' "$s" | dd of="$d/state" bs=255 conv=notrunc,fsync 2>/dev/null
}

# tx_state: $st is the state's word, $sw what stands behind it
tx_state() {
  st='' sw=''
  { IFS=' ' read -r st sw <"$d/state"; } 2>/dev/null
  st=${st:-none}
}

# tx_ended: whether the state is one of the last ones
tx_ended() {
  tx_state
  case $st in
    confirmed | rolled-back-* | rollback-failed) ;;
    *) return 1 ;;
  esac
}

# tx_owed: whether what follows from an end is still to be done
tx_owed() {
  [ "$(readlink "$T/pending" 2>/dev/null)" = "tx/$I" ]
}

# tx_elect DECISION: who makes the link first decides. $decision is what was decided.
tx_elect() {
  if ! ln -s "$1" "$d/decision" 2>/dev/null && [ ! -L "$d/decision" ]; then
    rm -f "$d/ballast"
    ln -s "$1" "$d/decision" 2>/dev/null
  fi
  tx_decision
}

tx_decision() {
  decision=
  if [ -L "$d/decision" ]; then
    decision=$(readlink "$d/decision")
  fi
}

# tx_note WORDS: something worth saying at the end that does not change how it ended
tx_note() {
  tx_log "note: $1"
  say "$1" >>"$d/notes"
} 2>/dev/null

# tx_close STATE RUNG: the end of a transaction; each step again does no harm
tx_close() {
  tx_enter "$1 $2"
  tx_bookkeep
}

# tx_bookkeep: what follows from an end. Only who has the work does it: a removal of `pending` by
# anybody else could come late, and hit the next transaction's.
tx_bookkeep() {
  tx_ended || return 1
  tx_value owner
  if ! grep -q "^[0-9]* $I " "$T/journal" 2>/dev/null; then
    say "$(date +%s) $I $st ${sw:--} $v" >>"$T/journal"
    tx_fsync "$T/journal"
  fi
  if tx_owed; then
    tx_hand_on
    rm -f "$T/pending"
  fi
  tx_prune
} 2>/dev/null

# tx_hand_on: the node's lock, where this run has it: stays for its next script, if there will be one
tx_hand_on() {
  lock_folder
  tx_value rest
  if [ "$v" ] && [ "$st" = confirmed ]; then
    o=$v
    tx_value owner
    lock_keep "$I" "$o" "$v"
    return
  fi
  case $(readlink "$l") in
    "@$I "*) rm -f "$l" ;;
  esac
} 2>/dev/null

# tx_prune: keeps the folders of the last twenty that ended
tx_prune() {
  # shellcheck disable=SC2012 # identifiers only, and find cannot sort
  ls -t "$T/tx" | sed 1,20d | while read -r o; do
    if [ "tx/$o" != "$(readlink "$T/pending")" ] && [ "$o" != "$I" ]; then
      rm -rf "${T:?}/tx/$o"
    fi
  done
} 2>/dev/null
