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
  while tx_holds && { [ "$up" -lt "$until" ] || { tx_probing && [ "$up" -lt $((until + 2)) ]; }; }; do
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

# tx_probing: the kernel still asks whether another machine has an address. It has not begun where a link has no carrier.
tx_probing() {
  [ -e /proc/net/if_inet6 ] || return
  while IFS=' ' read -r m m m m m n; do
    if [ "$((0x$m & 0x48))" -eq 64 ] && [ "$(cat "/sys/class/net/$n/carrier" 2>/dev/null)" = 1 ]; then return 0; fi
  done </proc/net/if_inet6
  return 1
}
