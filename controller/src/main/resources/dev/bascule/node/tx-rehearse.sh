# shellcheck shell=sh disable=SC2154,SC2034
# The batch and its inverse, first in a namespace of their own with stand-ins for the links.

# tx_rehearse: refuses where the inverse does not bring back what the batch changed
tx_rehearse() {
  if [ ! -e "$d/replica" ]; then
    say "$b unrehearsed" 'there is nothing to rehearse with'
    return
  fi
  if ! has unshare || ! unshare -n -m true 2>/dev/null; then
    say "$b unrehearsed" 'the node cannot make a network namespace'
    return
  fi
  IFS=$nl
  own=$(readlink /proc/self/ns/net)
  # shellcheck disable=SC2086 # a word a line
  out=$(tx_limit 60 unshare -n -m ${X:-/bin/sh} "$d/program" rehearsal "$own" 2>&1)
  case $? in
    0) say "$b rehearsed" ;;
    3) say "$b unrehearsed" "$out" ;;
    *) tx_refuse contradicted "$out" ;;
  esac
}

# tx_rehearsal OWN: inside the namespace; OWN is the node's
tx_rehearsal() {
  tx_value touched
  IFS=' '
  # shellcheck disable=SC2086 # words
  set -- "${1-}" "$d" $v
  IFS=$nl
  net_dir=''
  net_inside "$@"
}
