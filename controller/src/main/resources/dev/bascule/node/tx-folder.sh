# shellcheck shell=sh disable=SC2154,SC2034
# A transaction's folder on the node. $T is the state folder, $I the transaction, $d its folder.

tx_open() {
  I=$1
  d=$T/tx/$1
  # The batch keeps there what its inverse must know.
  net_dir=$d
}

# tx_write NAME TEXT: a file of the transaction; whole and on disk, or not there
tx_write() {
  out=$( (umask 077 && printf '%s\n' "$2" | dd of="$d/$1.new" bs=65536 conv=fsync) 2>&1) &&
    out=$(mv -f "$d/$1.new" "$d/$1" 2>&1) && tx_fsync "$d/$1" && return
  rm -f "$d/$1.new"
  return 1
}

# tx_fsync FILE: brings the file's last rename to disk, too. dd can, on the oldest nodes.
tx_fsync() {
  dd if=/dev/null of="$1" conv=notrunc,fsync 2>/dev/null || :
}

# tx_value KEY: $v is the last value that meta gives the key
tx_value() {
  v=
  {
    while read -r l; do
      case $l in
        "$1="*) v=${l#*=} ;;
      esac
    done <"$d/meta"
  } 2>/dev/null
}

# tx_log WORDS: with the uptime, which no clock step moves
tx_log() {
  tx_uptime
  say "$up $1" >>"$d/log"
} 2>/dev/null

# tx_uptime: $up in seconds, $cs in hundredths of them
tx_uptime() {
  if { read -r l </proc/uptime; } 2>/dev/null; then
    l=${l%% *}
    up=${l%%.*}
    l=1${l#*.}
    cs=$((up * 100 + l - 100))
  else
    # Without /proc the rounds of the loop are counted; they are a second each.
    up=$((${up:-0} + 1))
    cs=$((up * 100))
  fi
}

# tx_second: between two looks
tx_second() {
  sleep 1
}

# tx_nap: as short a pause as the node's sleep can make
tx_nap() {
  sleep 0.2 2>/dev/null || sleep 1
}
