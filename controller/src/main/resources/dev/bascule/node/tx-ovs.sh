# shellcheck shell=sh disable=SC2154,SC2034
# Open vSwitch's database is a file, and a boot reads it: what the batch tells the switch would be there after a power
# cut, while the files of the network are the old ones yet. So while the window lasts the file's name belongs to a copy
# of what it was; ovsdb-server goes on with the file that it has open, which has another name meanwhile. At the end that
# one is renamed into its place, as any other file. A boot in between finds the old database, whatever was done.

# tx_ovs_pid: $pid is ovsdb-server's, $db the file that it has open; fails where there is none, or are several
tx_ovs_pid() {
  pid='' db=''
  for o in /run/openvswitch /var/run/openvswitch /usr/local/var/run/openvswitch; do
    if { read -r pid <"$o/ovsdb-server.pid"; } 2>/dev/null && [ -d "/proc/${pid:-x}/fd" ]; then
      break
    fi
    pid=
  done
  [ "$pid" ] || return
  # shellcheck disable=SC2012 # links of numbers
  db=$(ls -l "/proc/$pid/fd" 2>/dev/null | sed -n 's/.* -> \(\/.*[^~]\)$/\1/p' | grep -E '\.db(\.bascule)?( \(deleted\))?$' | sort -u)
  db=${db%' (deleted)'}
  db=${db%.bascule}
  case $db in
    '' | *"$nl"*) return 1 ;;
  esac
}

# tx_ovs_has FILE: whether ovsdb-server writes to it
tx_ovs_has() {
  [ "$pid" ] || return
  # shellcheck disable=SC2045 # numbers; and wildcards are off
  for o in $(ls "/proc/$pid/fd" 2>/dev/null); do
    # shellcheck disable=SC3013 # as in netstate
    if [ "/proc/$pid/fd/$o" -ef "$1" ]; then
      return
    fi
  done
  return 1
}

# tx_ovs_ready: at staging; refuses where the database cannot be kept back
tx_ovs_ready() {
  tx_value ovs
  if [ -z "$v" ]; then
    return
  fi
  # See tx_ovs_hide.
  tx_value window
  if [ "${v:-0}" -gt 540 ]; then
    tx_refuse ovsdb "a window of $v s is too long: Open vSwitch writes its database anew after ten minutes, and a boot would then find what is not confirmed; 540 s is the most"
  fi
  if ! tx_ovs_pid; then
    tx_refuse ovsdb 'ovsdb-server does not run here, or its database is no file of its own: a reboot in the window could not go back'
  fi
  rm -f "$db.bascule.try"
  out=$(ln "$db" "$db.bascule.try" 2>&1) || tx_refuse ovsdb "the database of Open vSwitch cannot be kept back: $out"
  rm -f "$db.bascule.try"
}

# tx_ovs_hide: before the batch. The database is written anew first: the server does that by itself too, under the
# file's own name, but not within ten minutes after the last time.
tx_ovs_hide() {
  tx_value ovs
  if [ -z "$v" ]; then
    return
  fi
  if ! tx_ovs_pid; then
    say 'ovsdb-server does not run'
    return 1
  fi
  tx_ovs_show back
  out=$(tx_ovs_anew 2>&1) && tx_uptime && tx_write ovs "$db$nl$up" &&
    rm -f "$db.bascule.new" && out=$(cp -p "$db" "$db.bascule.new" 2>&1) && labelled "$db" "$db.bascule.new" &&
    tx_fsync "$db.bascule.new" && out=$(ln "$db" "$db.bascule" 2>&1) && out=$(mv -f "$db.bascule.new" "$db" 2>&1) &&
    tx_fsync "$db" && settled "${db%/*}/" && tx_ovs_has "$db.bascule" && return
  say "the database of Open vSwitch cannot be kept back: $out"
  return 1
}

# tx_ovs_anew: the server writes the database anew
tx_ovs_anew() {
  ovs-appctl --timeout=10 -t ovsdb-server ovsdb-server/compact
}

# tx_ovs_kept: whether the server writes to what is kept back, if anything is
tx_ovs_kept() {
  if [ -e "$d/ovs" ]; then
    tx_ovs_pid || :
    read -r db <"$d/ovs"
    [ -e "$db.bascule" ] && tx_ovs_has "$db.bascule"
  fi
}

# tx_ovs_cut: after a boot; whether a confirmation was cut off where only the way back leads to a whole. Files by which
# the card is in the switch do with either database: a boot puts it there. Files by which it is not need the database
# that does not have it, and a boot by the old ones has put it there again.
tx_ovs_cut() {
  if ! { read -r db <"$d/ovs"; } 2>/dev/null; then
    return 1
  fi
  tx_value ovs
  if [ "$v" = leaves ]; then
    [ -e "$db.bascule" ] || [ "$(tx_files tx_waiting)" ]
  else
    [ -e "$db.bascule" ] && ! [ "$(tx_files tx_placed)" ]
  fi
}

# tx_ovs_shown confirm|back: at the end
tx_ovs_shown() {
  if [ -e "$d/ovs" ]; then
    tx_ovs_pid || :
    read -r db <"$d/ovs"
    tx_ovs_show "$1"
  fi
}

# tx_ovs_show confirm|back: the file that the server writes to is the database. Where it runs no more, it is the new one
# after a confirmation, and else the old one. Fails where it is not what was asked for.
tx_ovs_show() {
  rm -f "$db.bascule.new" "$db.bascule.try"
  if [ ! -e "$db.bascule" ]; then
    return 0
  fi
  # Two names of one file, which a rename leaves as they are: it was not hidden yet.
  # shellcheck disable=SC3013 # as in netstate
  if [ "$db" -ef "$db.bascule" ]; then
    rm -f "$db.bascule"
  elif tx_ovs_has "$db.bascule" || { [ "$1" = confirm ] && ! tx_ovs_has "$db"; }; then
    labelled "$db" "$db.bascule"
    if ! out=$(mv -f "$db.bascule" "$db" 2>&1); then
      tx_note "$db is not in place: $out"
      return 1
    fi
    tx_fsync "$db"
  else
    rm -f "$db.bascule"
    settled "${db%/*}/"
    [ "$1" = back ]
    return
  fi
  settled "${db%/*}/"
}
