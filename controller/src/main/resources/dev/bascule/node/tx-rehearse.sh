# shellcheck shell=sh disable=SC2154,SC2034
# The batch and its inverse, first in a namespace of their own with stand-ins for the links.

# tx_rehearse: refuses where the inverse does not bring back what the batch changed
tx_rehearse() {
  if [ ! -e "$d/replica" ]; then
    say "$b unrehearsed" 'there is nothing to rehearse with'
    return
  fi
  if ! has unshare || ! unshare -n true 2>/dev/null; then
    say "$b unrehearsed" 'the node cannot make a network namespace'
    return
  fi
  IFS=$nl
  # shellcheck disable=SC2086 # a word a line
  out=$(tx_limit 60 unshare -n ${X:-/bin/sh} "$d/program" rehearsal 2>&1)
  case $? in
    0) say "$b rehearsed" ;;
    3) say "$b unrehearsed" "$out" ;;
    *) tx_refuse contradicted "$out" ;;
  esac
}

# tx_rehearsal: inside the namespace
tx_rehearsal() {
  tx_value touched
  touched=$v
  tx_source replica || exit 3
  net_scratch=1
  tx_network >"$d/replica.before" || exit 3
  tx_source batch || exit 3
  tx_source inverse
  tx_network >"$d/replica.after" || exit 3
  netdiff "$d/replica.before" "$d/replica.after" "$touched"
}
