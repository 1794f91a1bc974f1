# shellcheck shell=sh disable=SC2154,SC2034
# How a transaction stands, for programs (with $b) and for people.

# tx_status: brings it to its end first where nobody is there to do it
tx_status() {
  tx_revive
  if ! [ -d "$d" ]; then
    say "${b:+$b }nothing"
    return
  fi
  tx_show
}

# tx_left: seconds until the node goes back by itself
tx_left() {
  deadline=
  tx_deadline
  tx_uptime
  l=$((${deadline:-$up} - up))
  if [ $l -lt 0 ]; then
    l=0
  fi
  say "$l"
}

tx_machine() {
  cat /etc/machine-id 2>/dev/null || cat /var/lib/dbus/machine-id 2>/dev/null || hostname
}

# tx_facts: $age, $left, $watchdog, $reason, and the state
tx_facts() {
  tx_state
  tx_decision
  tx_worker
  watchdog=none
  if [ "$worker" ]; then
    watchdog=dead
    if tx_alive "$worker"; then
      watchdog=alive
    fi
  fi
  tx_value created
  age=$(($(date +%s) - ${v:-0}))
  tx_value mark
  if [ "$v" = "$mark" ]; then
    # The clock may have been set since.
    tx_value uptime
    tx_uptime
    age=$((up - ${v:-$up}))
  fi
  left=$(tx_left)
  if tx_ended || [ "$decision" ]; then
    left=0
  fi
  reason=
  case $decision in
    rollback:*) reason=${decision#*:} ;;
  esac
}

tx_show() {
  tx_facts
  if [ "${b-}" ]; then
    tx_frame
  else
    tx_line
  fi
}

tx_line() {
  tx_value owner
  s="$I of ${v:-somebody}: $st${sw:+ ($sw)}"
  case $st in
    armed | applying | applied) s="$s, goes back in $left s" ;;
  esac
  if ! tx_ended; then
    s="$s, its watchdog is $watchdog"
  fi
  say "$s; staged $age s ago${reason:+, rolled back because: $reason}"
  cat "$d/notes" "$d/verdict" 2>/dev/null
}

tx_frame() {
  tx_uptime
  say "$b tx" "id=$I" "state=$st" "words=$sw" "decision=${decision:--}" "reason=$reason" \
    "age=$age" "left=$left" "uptime=$up" "watchdog=$watchdog" "machine-id=$(tx_machine)" \
    "boot=$boot" "mark=$mark"
  applied='' nonce='' rung=''
  case $st in
    applied) applied=${sw%% *} nonce=${sw#* } ;;
    rolled-back-* | rollback-failed) rung=$sw ;;
  esac
  say "applied=$applied" "nonce=$nonce" "rung=$rung" "deadline=$(cat "$d/deadline" 2>/dev/null)" \
    "batch-ms=$(cat "$d/batch-ms" 2>/dev/null)"
  tx_value owner
  say "owner=$v"
  tx_value window
  say "window=$v"
  tx_value manual
  say "manual=$v"
  if [ -s "$d/notes" ]; then
    sed 's/^/note=/' "$d/notes"
  fi
  if [ -s "$d/verdict" ]; then
    say "$b verdict"
    cat "$d/verdict"
  fi
  say "$b log"
  tail -n 40 "$d/log" 2>/dev/null
}
