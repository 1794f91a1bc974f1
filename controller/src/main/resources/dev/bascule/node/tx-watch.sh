# shellcheck shell=sh disable=SC2154,SC2034
# The watchdog. It needs sleep, ln and what the inverse needs; all it must know it has in memory.

tx_watch() {
  tx_immortal
  tx_boot
  tx_load
  tx_claim || exit 1
  tx_log "watching as $$"
  deadline=
  tx_deadline
  tx_enter armed || exit 1
  while tx_undecided; do
    tx_second
  done
  tx_work
}

# tx_load: the ways back, so that a disk that is gone does not take them with it
tx_load() {
  inverse=$(cat "$d/inverse" 2>/dev/null)
  wide=$(cat "$d/wide" 2>/dev/null)
  tx_value reboot
  reboot=$v
  tx_value reach
  reach=$v
  tx_value made
  made=$v
  tx_value touched
  touched=$v
}

# tx_deadline: the last good one stays where the file cannot be read
tx_deadline() {
  l=
  { read -r l <"$d/deadline"; } 2>/dev/null
  case $l in
    '' | *[!0-9]*) ;;
    *) deadline=$l ;;
  esac
}

# tx_undecided: fails once it is known how to end
tx_undecided() {
  if [ -L "$d/decision" ]; then
    tx_decision
    return 1
  fi
  tx_deadline
  tx_uptime
  if [ "$up" -ge "${deadline:-0}" ]; then
    tx_elect rollback:deadline
    decision=${decision:-rollback:deadline}
    return 1
  fi
  if [ -L "$d/applier" ]; then
    tx_state
    case $st in
      armed | applying) tx_applier_lives || return 1 ;;
    esac
  fi
}

tx_applier_lives() {
  if ! tx_alive "$(readlink "$d/applier")"; then
    tx_state
    case $st in
      armed | applying)
        tx_elect rollback:applier-died
        return 1
        ;;
    esac
  fi
}

# tx_work: brings about what was decided
tx_work() {
  tx_log "decided: $decision"
  case $decision in
    confirm) tx_forward ;;
    *) tx_back ;;
  esac
}
