# shellcheck shell=sh disable=SC2154,SC2034,SC2086
# Processes: who is alive, who works, who must end. A process is its number, its start and its boot.

# tx_boot: $mark tells boots apart. The start of process 1 also does where boot_id is a host's.
tx_boot() {
  boot=none
  { read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
  mark=$boot:$(started 1)
}

# tx_stat PID: $ps_parent, $ps_group, $ps_session, $ps_start; fails where it is gone or only a zombie
tx_stat() {
  { read -r s <"/proc/$1/stat"; } 2>/dev/null || return 1
  ps_name=${s#*(}
  ps_name=${ps_name%)*}
  IFS=' '
  set -- ${s##*) }
  IFS=$nl
  [ $# -gt 19 ] || return 1
  ps_parent=$2 ps_group=$3 ps_session=$4 ps_start=${20}
  case $1 in
    Z | X) return 1 ;;
  esac
}

# tx_me: $me names this process in a link
tx_me() {
  me="$$ $(started $$) $mark"
}

# tx_alive "PID START MARK"
tx_alive() {
  if [ "${1##* }" != "$mark" ]; then
    return 1
  fi
  o=${1#* }
  if [ -r /proc/1/stat ]; then
    tx_stat "${1%% *}" && [ "$ps_start" = "${o%% *}" ]
  else
    kill -0 "${1%% *}" 2>/dev/null
  fi
}

# tx_worker: $worker is the last that took the work on itself, empty where nobody has
tx_worker() {
  n=1 worker=
  while [ -L "$d/worker.$n" ]; do
    worker=$(readlink "$d/worker.$n")
    n=$((n + 1))
  done
}

# tx_claim: takes the work on this process; fails where another one that is alive has it. The links
# are only ever added to: to take over from a dead one there is one next number, and one who gets it.
tx_claim() {
  tx_me
  while :; do
    tx_worker
    if [ "$worker" = "$me" ]; then
      return
    fi
    if [ "$worker" ] && tx_alive "$worker"; then
      return 1
    fi
    if ln -s "$me" "$d/worker.$n" 2>/dev/null; then
      tx_bury $((n - 1))
      return
    fi
    if [ ! -L "$d/worker.$n" ]; then
      [ -d "$d" ] && [ -e "$d/ballast" ] || return
      rm -f "$d/ballast"
    fi
  done
}

# tx_bury COUNT: ends what those who had the work before left running. A child of a killed one (a
# rename, a removal, the inverse) must not act once another has begun.
tx_bury() {
  i=$1
  while [ "$i" -gt 0 ]; do
    tx_kill_session "$(readlink "$d/worker.$i")"
    i=$((i - 1))
  done
}

# tx_pids: all there are
tx_pids() {
  (
    set +f
    cd /proc && printf '%s\n' [0-9]*
  )
}

# tx_kill_tree PID: stopped first, so that it makes no more children
tx_kill_tree() {
  kill -STOP "$1" 2>/dev/null
  for p in $(tx_pids); do
    if tx_stat "$p" && [ "$ps_parent" = "$1" ]; then
      (tx_kill_tree "$p")
    fi
  done
  kill -9 "$1" 2>/dev/null
}

# tx_kill_session "PID START MARK": a session's leader and all that is in it, also after the leader
tx_kill_session() {
  leader=${1%% *}
  if tx_alive "$1"; then
    kill -9 "-$leader" 2>/dev/null
    kill -9 "$leader" 2>/dev/null
  elif [ "${1##* }" != "$mark" ] || tx_stat "$leader"; then
    # Its number is another one's now, so nobody of its session is left.
    return
  fi
  n=0
  while tx_kill_members "$leader" && [ $n -lt 25 ]; do
    tx_nap
    n=$((n + 1))
  done
}

# tx_kill_members SESSION: fails once there are none
tx_kill_members() {
  rc=1
  for p in $(tx_pids); do
    if tx_stat "$p" && [ "$ps_session" = "$1" ]; then
      kill -9 "$p" 2>/dev/null
      rc=0
    fi
  done
  return $rc
}
