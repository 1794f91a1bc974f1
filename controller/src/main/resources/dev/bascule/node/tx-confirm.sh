# shellcheck shell=sh disable=SC2154,SC2034
# The verbs that decide. Each can be said again and tells what is true.

# tx_no CODE WORDS: refused, with how things stand
tx_no() {
  if [ "${b-}" ]; then
    say "$b refused $1" "$2"
    tx_show
    exit 0
  fi
  say "refused: $2" >&2
  tx_show
  exit 1
}

# tx_confirm TOKEN|- NONCE
tx_confirm() {
  if ! tx_token "$1"; then
    tx_no token 'this is not the token of this transaction'
  fi
  tx_decision
  if [ -z "$decision" ] && ! tx_ended; then
    tx_may_confirm "${2-}"
    tx_elect confirm
  fi
  if [ "$decision" != confirm ]; then
    tx_settled
    tx_no decided "it is too late: ${decision:-nothing could be written}"
  fi
  tx_settled
  if [ "$st" = confirmed ]; then
    tx_tell confirmed
  else
    tx_tell undecided
  fi
}

tx_may_confirm() {
  if [ "$st" != applied ]; then
    tx_no state "it is $st, not applied"
  fi
  if [ "${sw#* }" != "$1" ]; then
    tx_no nonce 'this is not the number that was made when it was applied'
  fi
  # Its clock began anew, so no session would be a fresh one.
  if tx_booted; then
    tx_no moved 'the node has booted since, and that was the way back'
  fi
  o=${sw%% *}
  if ! tx_fresh_session "${o%.*}${o#*.}"; then
    tx_no session 'this session began before the change was applied, so it proves nothing'
  fi
  if ! tx_ovs_kept; then
    tx_no moved 'Open vSwitch was started anew meanwhile, or has written its database anew: it may have forgotten the change'
  fi
  out=$(tx_moved)
  if [ "$out" ]; then
    tx_no moved "changed meanwhile by somebody else: $out"
  fi
}

# tx_settled: waits until what was decided is done; does it where the watchdog is dead
tx_settled() {
  for try in 1 2 3 4 5 6 7 8 9 10 11 12; do
    if ! [ -d "$d" ] || tx_await_end 10; then
      break
    fi
    tx_revive
  done
  : "$try"
}

tx_abort() {
  if tx_ended; then
    tx_no decided "it is $st"
  fi
  tx_elect rollback:aborted
  if [ "$decision" = confirm ]; then
    tx_settled
    if [ "$st" = confirmed ]; then
      tx_no decided 'it is confirmed'
    fi
  fi
  tx_revive
  tx_settled
  tx_tell aborted
}

# tx_extend TOKEN|- SECONDS: adds to the deadline
tx_extend() {
  if ! tx_token "$1"; then
    tx_no token 'this is not the token of this transaction'
  fi
  case ${2:-x} in
    *[!0-9]* | ??????*) tx_no seconds 'a number of seconds is wanted' ;;
  esac
  deadline=
  tx_deadline
  # See tx_ovs_hide; the watchdog needs some time, too.
  l=
  if { read -r l && read -r l; } 2>/dev/null <"$d/ovs" && [ $((deadline + $2)) -gt $((l + 560)) ]; then
    tx_no seconds 'Open vSwitch writes its database anew after ten minutes, and a boot would find what is not confirmed'
  fi
  if ! tx_write deadline $((deadline + $2)); then
    tx_no write "$out"
  fi
  tx_decision
  if [ "$decision" ] || tx_ended; then
    tx_no decided "it is too late: ${decision:-$st}"
  fi
  tx_tell extended
}

# tx_tell WORD: a frame of its own, then how things stand
tx_tell() {
  if [ "${b-}" ]; then
    say "$b $1"
  fi
  tx_show
}
