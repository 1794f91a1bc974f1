# shellcheck shell=sh disable=SC2154,SC2034
# The way back. First what restores traffic, then what writes; nothing here waits for the disk,
# the network or a lock before the inverse has run.

tx_back() {
  rung=0
  # It goes well as it is, and a boot must find old files before the card leaves what the new ones say.
  if tx_revoked; then
    tx_unsettle
  fi
  if o=$(readlink "$d/applier"); then
    tx_kill_session "$o"
    tx_log "the applier is gone"
    rung=1
    tx_still
    tx_try inverse "$inverse"
    tx_released
  fi
  rm -f "$d/ballast"
  tx_enter "rolling-back ${decision#*:}"
  if tx_verified 10; then
    tx_back_done rolled-back-verified
  elif [ $rung = 0 ]; then
    # Nothing was begun, so what differs is somebody else's.
    tx_back_done rolled-back-differs
  else
    tx_ladder
  fi
}

# tx_try NAME TEXT: one rung's commands, within 30 seconds
tx_try() {
  tx_log "rung $rung: $1"
  tx_limit 30 tx_words "$2" >>"$d/log" 2>&1 ||
    tx_log "rung $rung: $1 ended with $?"
}

tx_words() (
  eval "$1"
)

# tx_verified TRIES: whether the network is as it was when this was staged
tx_verified() {
  tries=$1
  while :; do
    tx_limit 20 tx_differences
    case $? in
      0) return ;;
    esac
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then
      tx_log "the network differs from the snapshot"
      return 1
    fi
    tx_second
  done
}

# tx_differences: left in `verdict`; fails where there are any, or where that cannot be seen
tx_differences() {
  if tx_network >"$d/after" 2>/dev/null && [ -s "$d/after" ]; then
    netdiff "$d/before" "$d/after" "$touched" >"$d/verdict" 2>&1
    return
  fi
  # Where the disk takes nothing, memory does.
  w=/run/bascule-$I
  if (umask 077 && mkdir -p "$w" && tx_network >"$w/after") 2>/dev/null && [ -s "$w/after" ]; then
    netdiff "$d/before" "$w/after" "$touched" >"$w/verdict" 2>&1
    rc=$?
    cp "$w/verdict" "$d/verdict" 2>/dev/null
    rm -rf "$w"
    return $rc
  fi
  say 'the state of the network cannot be read' >"$d/verdict"
  return 2
}

# tx_network: the canonical state, with the parameters of the links that are touched
tx_network() (
  IFS=' '
  # shellcheck disable=SC2086 # words
  netstate $touched
)

# tx_back_done STATE: what others did meanwhile is no difference, but worth saying
tx_back_done() {
  tx_unstage
  tx_back_shown "$1"
  if [ "${stuck-}" ]; then
    say "$stuck" >>"$d/verdict"
    if [ "$1" = rolled-back-verified ]; then
      set -- rolled-back-differs
    fi
  fi
  case $1:$rung in
    rolled-back-verified:boot | rolled-back-verified:5) ;;
    rolled-back-verified:*)
      sed -n 's/^~ //p' "$d/verdict" >>"$d/notes" 2>/dev/null
      rm -f "$d/verdict"
      ;;
  esac
  tx_log "$1, rung $rung"
  tx_close "$1" "$rung"
}

# tx_back_shown STATE: where nothing led back, or not in the switch, a boot still does
tx_back_shown() {
  case $1 in
    rolled-back-verified) ;;
    rolled-back-differs)
      if grep -q '^[+-] ovs ' "$d/verdict" || ! grep -q '^[+-] ' "$d/verdict"; then
        [ ! -e "$d/ovs" ] ||
          tx_note 'the database of Open vSwitch is kept back still: for some minutes, a boot finds the old one'
        return
      fi
      ;;
    *) return ;;
  esac 2>/dev/null
  tx_ovs_shown back
}
