#!/bin/bash
# controller.sh WHAT...: runs on the lab's controller and measures there.
set -euo pipefail
# shellcheck source=../core.sh
. "$LAB_HOME/lib/core.sh"
# shellcheck source=measure.sh
. "$LAB_HOME/lib/bench/measure.sh"
# shellcheck source=peer-runs.sh
. "$LAB_HOME/lib/bench/peer-runs.sh"

node_names() { sed -n 's/^Host \(hn-[0-9]*\)$/\1/p' "$SSH_CONFIG"; }

run_ssh() { node_names | xargs "-P$FORKS" -I{} ssh -F "$SSH_CONFIG" {} true; }

# The same without the post-quantum key exchange that OpenSSH prefers, which we do not do either.
run_ssh_curve() { node_names | xargs "-P$FORKS" -I{} ssh -F "$SSH_CONFIG" -o KexAlgorithms=curve25519-sha256 {} true; }

run_plan() { "$BASCULE" plan -i "$INVENTORY" --forks "$FORKS" "$PLAYBOOK"; }

run_apply() { "$BASCULE" apply --yes -i "$INVENTORY" --forks "$FORKS" "$PLAYBOOK"; }

warm_up() {
  local name
  for name in "$@"; do clock "run_$name"; done
}

# rounds COUNT NAME...: in turn; wall times go to NAME.wall.
rounds() {
  local count=$1 name
  shift
  for name in "$@"; do : >"$BENCH_DIR/$name.wall"; done
  for _ in $(seq "$count"); do
    for name in "$@"; do
      clock "run_$name"
      printf '%s\n' "$WALL" >>"$BENCH_DIR/$name.wall"
    done
  done
}

# The kernel keeps the highest value, so only the last moments can be missed. The launcher becomes the JVM.
memory() {
  local line
  "$BASCULE" plan -i "$INVENTORY" --forks "$FORKS" "$PLAYBOOK" >/dev/null 2>&1 </dev/null &
  while kill -0 $! 2>/dev/null; do
    line=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB$/\1/p' "/proc/$!/status" 2>/dev/null) || :
    [ -z "$line" ] || printf '%s\n' "$line" >"$BENCH_DIR/peak"
    sleep 0.02
  done
  wait $!
}

case $1 in
  apply_peer) apply_peer "$2" ;;
  apply | plan) "run_$1" >"$BENCH_DIR/$1.out" 2>&1 </dev/null || {
    status=$?
    tail -n 30 "$BENCH_DIR/$1.out" >&2
    exit "$status"
  } ;;
  warm_up) warm_up "${@:2}" ;;
  rounds) rounds "${@:2}" ;;
  memory) memory ;;
  *) exit "$EXIT_USAGE" ;;
esac
