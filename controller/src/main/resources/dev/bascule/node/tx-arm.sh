# shellcheck shell=sh disable=SC2154,SC2034
# The watchdog runs, provably apart from the login, before the first command does.

tx_arm() {
  # Who cleared up behind another one may have taken it just after it was ours.
  tx_pend
  tx_value window
  tx_uptime
  tx_text deadline $((up + v))
  for way in tx_launch tx_apart; do
    if "$way" watch && tx_armed; then
      tx_worker
      if tx_outlives "${worker%% *}"; then
        sealed=1
        tx_say_armed
        return
      fi
      # It must not fire later, so it ends now.
      kill -9 "${worker%% *}" 2>/dev/null
      tx_gone_by
    fi
  done
  tx_refuse watchdog "the watchdog would not outlive this login: ${out:-it did not start}" \
    "$(tail -n 5 "$d/log")"
}

# tx_armed: waits until the watchdog itself has written that it runs
tx_armed() {
  n=0
  while [ $n -lt 50 ]; do
    tx_state
    tx_worker
    if [ "$st" = armed ] && [ "$worker" ] && tx_alive "$worker"; then
      return
    fi
    tx_nap
    n=$((n + 1))
  done
  out='it did not start'
  return 1
}

tx_gone_by() {
  n=0
  while tx_alive "$worker" && [ $n -lt 25 ]; do
    tx_nap
    n=$((n + 1))
  done
  tx_enter staged
}

tx_say_armed() {
  tx_uptime
  o=${worker#* }
  if [ "${b-}" ]; then
    say "$b armed" "id=$I" "pid=${worker%% *}" "start=${o%% *}" "how=$how" "cgroup=${theirs%%"$nl"*}" \
      "session=$ps_session" "deadline=$(cat "$d/deadline")" "left=$(tx_left)" "uptime=$up" \
      "mark=$mark" "machine-id=$(tx_machine)"
  fi
}

# tx_start: the applier, another process. It waits a second, for this reply to get out.
tx_start() {
  if ! tx_launch apply; then
    tx_elect rollback:no-applier
    say "$b refused applier" "$out"
    exit 0
  fi
  say "$b started"
}
