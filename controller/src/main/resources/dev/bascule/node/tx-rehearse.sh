# shellcheck shell=sh disable=SC2154,SC2034
# The batch and its inverse, first where they can do no harm: see rehearse.

# tx_rehearse: refuses where the batch fails there, or the inverse does not bring back what the
# batch changed; where it cannot be tried, says why
tx_rehearse() {
  tx_value touched
  tx_uptime
  began=$cs
  IFS=' '
  # shellcheck disable=SC2086 # words
  set -- $v
  IFS=$nl
  # Into a file: who counts the time would keep a pipe open for up to a second.
  tx_limit 30 net_rehearse "$d/program" "$d" "$@" >"$d/rehearsal"
  rc=$?
  tx_uptime
  out=$(cat "$d/rehearsal")
  rm -f "$d/rehearsal" "$d/rehearsal.before" "$d/rehearsal.after"
  case $out in
    'rehearsal ok'*) say "$b rehearsed" $(((cs - began) * 10)) ;;
    'rehearsal failed '*) tx_refuse rehearsal-failed "${out#rehearsal failed }" ;;
    'rehearsal differs'*) tx_refuse contradicted "${out#rehearsal differs"$nl"}" ;;
    'rehearsal skipped '*) say "$b unrehearsed" "${out#rehearsal skipped }" ;;
    *) say "$b unrehearsed" "the node cannot make a network namespace: ${out:-it ended with $rc}" ;;
  esac
}
