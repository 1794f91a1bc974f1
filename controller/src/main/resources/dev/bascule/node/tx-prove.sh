# shellcheck shell=sh disable=SC2154,SC2034
# What the controller's second connection asks.

# tx_await SECONDS: until the batch has run, or it is known that it will not. Ends with 7 where this
# session began before that: it could not confirm, so it need not prove either.
tx_await() {
  tx_uptime
  until=$((up + $1))
  while tx_underway && [ "$up" -lt "$until" ]; do
    tx_nap
    tx_uptime
  done
  tx_show
  o=${sw%% *}
  if [ "$st" = applied ] && ! tx_fresh_session "${o%.*}${o#*.}"; then
    say "${b:+$b }early"
    return 7
  fi
}

tx_underway() {
  tx_state
  case $st in
    staging | staged | armed | applying) ! [ -L "$d/decision" ] ;;
    *) return 1 ;;
  esac
}

# tx_prove SECONDS: a sign of life each second, then the proofs; `proven` when all is as it should be
tx_prove() {
  tx_uptime
  until=$((up + $1))
  while tx_holds && [ "$up" -lt "$until" ]; do
    say "${b:+$b }beat $up $(tx_left)"
    sleep 1
    tx_uptime
  done
  rm -f "$d"/lost.*
  if tx_holds; then
    set +f
    rm -f "$d"/lost.*
    tx_proofs tx_prove_one
    for l in "$d"/lost.*; do
      [ -e "$l" ] && st=lost
    done
    set -f
  fi
  if [ "$st" = applied ] && tx_holds; then
    tx_tell proven
  else
    tx_tell lost
  fi
}

tx_holds() {
  tx_state
  [ "$st" = applied ] && ! [ -L "$d/decision" ]
}
