# shellcheck shell=sh disable=SC2154,SC2034
# Files below /run that keep a network service still while the window lasts. `volatile` has a line
# for each: "N PATH", between tabs; volatile.N is the new text, volatile.N.old what was there.

# tx_volatile N PATH SHA256 BASE64
tx_volatile() {
  out=$(say "$4" | decode 2>/dev/null | dd of="$d/volatile.$1" bs=65536 conv=fsync 2>&1) || tx_cannot
  if [ "$(tx_hash "$d/volatile.$1")" != "$3" ]; then
    tx_refuse hash "$2"
  fi
  if [ -e "$2" ]; then
    out=$(cp -p "$2" "$d/volatile.$1.old" 2>&1) || tx_cannot
  fi
  tx_text volatile "$(cat "$d/volatile" 2>/dev/null)$nl$1$tab$2"
}

# tx_volatiles FUNCTION: calls it with "N PATH" for each
tx_volatiles() {
  if [ -e "$d/volatile" ]; then
    while IFS=$tab read -r n target; do
      if [ "$target" ]; then
        "$1" "$n" "$target" </dev/null || return
      fi
    done <"$d/volatile"
  fi
}

tx_volatile_in() {
  m=644
  case $2 in
    *.yaml) m=600 ;;
  esac
  (umask 022 && mkdir -p "${2%/*}") && cp "$d/volatile.$1" "$2.bascule" &&
    chmod "$m" "$2.bascule" &&
    mv -f "$2.bascule" "$2"
}

tx_volatile_out() {
  if [ -e "$d/volatile.$1.old" ]; then
    cp -p "$d/volatile.$1.old" "$2"
  else
    rm -f "$2"
  fi
}

# tx_still: before the network changes, either way: a service that would answer to it is stopped.
tx_still() {
  if [ -e "$d/volatile" ]; then
    tx_hold still
  fi
}

# tx_held: volatile files in, and the service told; tx_released: the other way round
tx_held() {
  if [ -e "$d/volatile" ]; then
    tx_volatiles tx_volatile_in && tx_hold told
  fi
}

tx_released() {
  if [ -e "$d/volatile" ]; then
    tx_volatiles tx_volatile_out
    tx_hold untold
  fi
}

# tx_hold PHASE: still, told or untold
tx_hold() {
  if [ -e "$d/hold" ]; then
    phase=$1
    tx_limit 30 tx_mortal tx_plain hold
  fi
}

# tx_source NAME: runs a text of the transaction, with all functions here in reach
tx_source() (
  text=$(cat "$d/$1") || exit
  eval "$text"
)

# tx_plain NAME: the same for texts that people write, with blanks and wildcards as usual
tx_plain() (
  unset IFS
  set +f
  tx_source "$1"
)

# For texts of `hold`. networkd_still: it is stopped where it stands, without a word to anybody; what
# it configured stays. It would make a bridge again that is taken away.
networkd_still() {
  pid=$(networkd_pid)
  [ -z "$pid" ] || kill -STOP "$pid"
}

# networkd_anew: begun anew. It must not wake before, to answer to what has been; a lease is not given
# back either. Its socket, which systemd keeps, is full of what has been: a card that leaves a bridge
# looks to it like a card that is gone, and it would forget the card's routes. So the socket goes
# first: one that stands when the service ends has the service begun at once, with that socket.
networkd_anew() {
  pid=$(networkd_pid)
  systemctl stop systemd-networkd.socket
  if [ "$pid" ]; then
    kill -KILL "$pid"
    tx_uptime
    until=$((up + 10))
    # Until systemd knows of it: to start what runs does nothing.
    while [ "$(networkd_pid)" = "$pid" ] && [ "$up" -lt "$until" ]; do
      tx_nap
      tx_uptime
    done
  fi
  systemctl reset-failed systemd-networkd.service systemd-networkd.socket 2>/dev/null
  systemctl start systemd-networkd.service
}

networkd_pid() {
  systemctl show -p MainPID systemd-networkd.service | sed -n 's/^MainPID=\([1-9]\)/\1/p'
}
