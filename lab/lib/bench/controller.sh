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

# As a timer runs it: with the default of forks.
run_drift() { "$BASCULE" drift -i "$INVENTORY" "$PLAYBOOK"; }

# The probe that was taken down; each ssh reads it from the start. The shell between becomes ssh.
run_ssh_probe() { carry_probe; }

run_ssh_probe_curve() { carry_probe -o KexAlgorithms=curve25519-sha256; }

# shellcheck disable=SC2016
carry_probe() {
  node_names | xargs "-P$FORKS" -I{} sh -c 'node=$1 probe=$2; shift 2; exec ssh "$@" "$node" sh -s <"$probe"' sh {} "$BENCH_DIR/probe.sh" \
    -F "$SSH_CONFIG" "$@"
}

run_apply() { "$BASCULE" apply --yes -i "$INVENTORY" --forks "$FORKS" "$PLAYBOOK"; }

warm_up() {
  local name
  for name in "$@"; do clock "run_$name"; done
}

# rounds COUNT NAME...: in turn; wall times go to NAME.wall, processor times of this side to NAME.cpu.
rounds() {
  local count=$1 name
  shift
  for name in "$@"; do
    : >"$BENCH_DIR/$name.wall"
    : >"$BENCH_DIR/$name.cpu"
  done
  for _ in $(seq "$count"); do
    for name in "$@"; do
      clock "run_$name"
      printf '%s\n' "$WALL" >>"$BENCH_DIR/$name.wall"
      printf '%s\n' "$CPU" >>"$BENCH_DIR/$name.cpu"
    done
  done
}

# memory NAME: the kernel keeps the highest value, so only the last moments can be missed. The launcher becomes the JVM.
memory() {
  local line options=()
  [ "$1" = drift ] || options=(--forks "$FORKS")
  "$BASCULE" "$1" -i "$INVENTORY" "${options[@]}" "$PLAYBOOK" >/dev/null 2>&1 </dev/null &
  while kill -0 $! 2>/dev/null; do
    line=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB$/\1/p' "/proc/$!/status" 2>/dev/null) || :
    [ -z "$line" ] || printf '%s\n' "$line" >"$BENCH_DIR/peak"
    sleep 0.02
  done
  wait $!
}

# sick_rounds COUNT HEALTHY: in turn; the milliseconds until the last healthy node was done go to NAME.last.
sick_rounds() {
  local mark
  : >"$BENCH_DIR/sick.last"
  : >"$BENCH_DIR/healthy.last"
  last_healthy "$BENCH_DIR/healthy.yml" >/dev/null
  for _ in $(seq "$1"); do
    for mark in healthy sick; do
      case $mark in
        healthy) last_healthy "$BENCH_DIR/healthy.yml" ;;
        sick) last_healthy "$INVENTORY" ;;
      esac >"$BENCH_DIR/$mark.lines"
      [ "$(wc -l <"$BENCH_DIR/$mark.lines")" -eq "$2" ] || die "not $2 healthy nodes: $(tail -n 20 "$BENCH_DIR/sick.report")"
      tail -n 1 "$BENCH_DIR/$mark.lines" >>"$BENCH_DIR/$mark.last"
    done
  done
}

# last_healthy INVENTORY: milliseconds from the start, for each node that is found in sync.
last_healthy() {
  local began=${EPOCHREALTIME/./} line now
  {
    "$BASCULE" apply --yes --node-timeout 20s -i "$1" "$PLAYBOOK" 2>&1 >"$BENCH_DIR/sick.report" </dev/null || :
  } | while IFS= read -r line; do
    now=${EPOCHREALTIME/./}
    case $line in *': in sync'*) printf '%s\n' $(((now - began) / 1000)) ;; esac
  done
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
  sick_rounds) sick_rounds "$2" "$3" ;;
  memory) memory "${2:-plan}" ;;
  *) exit "$EXIT_USAGE" ;;
esac
