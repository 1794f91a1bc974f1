# shellcheck shell=sh disable=SC2154,SC2034
# For who does not know which transaction there is. $T is the state folder.

# tx_node VERB...: said to the pending one, else to the last that ended; then the journal
tx_node() {
  o=$(readlink "$T/pending" 2>/dev/null) || o=
  if [ -z "$o" ]; then
    o=$(tail -n 1 "$T/journal" 2>/dev/null)
    o=${o#* }
    o=tx/${o%% *}
  fi
  if [ -e "$T/$o/program" ]; then
    b=${b-} ${X:-/bin/sh} "$T/$o/program" "$@"
  else
    say "${b:+$b }nothing"
  fi
  say "${b:+$b }journal"
  tail -n 20 "$T/journal" 2>/dev/null
}
