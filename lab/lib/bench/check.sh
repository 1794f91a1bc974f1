# shellcheck shell=bash
# Many nodes in sync: how long it takes to find that there is nothing to do.

CHECK_ROUNDS=7
CHECK_PLAYBOOK=$LAB_HOME/lib/bench/check/site.yml

# The benchmark's own lab; BENCH_DIR is removed with it.
bench_lab() { BASCULE_LAB_DIR=$BENCH_DIR/lab "$LAB_HOME/lab" "$@"; }

bench_lab_down() { [ ! -d "$BENCH_DIR/lab" ] || bench_lab down; }

bench_check() {
  local count=${1:-50}
  need_root
  heading "$count nodes in sync, ten tasks each: wall time, median of $CHECK_ROUNDS rounds in turn"
  bench_lab up "$count"
  bascule_apply
  alternate "$count"
  judge_check "$count"
  judge_memory "$count"
  bench_lab_down
}

# on_controller COMMAND...: what is measured runs inside, so that entering the lab's network is not measured.
on_controller() {
  bench_lab ctl env LAB_HOME="$LAB_HOME" BENCH_DIR="$BENCH_DIR" BASCULE="$BASCULE" PLAYBOOK="$CHECK_PLAYBOOK" \
    INVENTORY="$BENCH_DIR/lab/inventory.yml" SSH_CONFIG="$BENCH_DIR/lab/ssh_config" FORKS="${FORKS:-50}" \
    bash "$LAB_HOME/lib/bench/controller.sh" "$@"
}

bascule_apply() {
  on_controller apply
  on_controller plan || die "the nodes are not in sync after an apply: 'bascule plan' ended with $?"
}

# The two take turns, so that whatever else the machine does hits both.
alternate() {
  FORKS=$1 on_controller warm_up ssh ssh_curve plan
  FORKS=$1 on_controller rounds "$CHECK_ROUNDS" ssh ssh_curve plan
}

judge_check() {
  local ssh curve plan
  curve=$(median "$BENCH_DIR/ssh_curve.wall")
  ssh=$(median "$BENCH_DIR/ssh.wall")
  plan=$(median "$BENCH_DIR/plan.wall")
  note "$1 nodes: xargs -P$1 -n1 ssh NODE true" "$(seconds "$ssh")"
  note "$1 nodes: the same, -o KexAlgorithms=curve25519-sha256" "$(seconds "$curve")"
  note "$1 nodes in sync: bascule plan" "$(seconds "$plan"), $(ratio "$plan" "$curve") times the ssh with curve25519"
  judge "bascule plan of $1 nodes in sync, against ssh NODE true" "$(ratio "$plan" "$ssh")" 1.5 "$(ratio "$plan" "$ssh") times" "1.5 times"
}

judge_memory() {
  local peak
  FORKS=$1 on_controller memory
  peak=$(cat "$BENCH_DIR/peak")
  judge "peak resident memory of bascule plan of $1 nodes" "$peak" 262144 "$((peak / 1024)) MiB" "256 MiB"
}
