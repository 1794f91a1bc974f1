# shellcheck shell=bash
# What a command costs before it does anything: processor time of the whole process, the JVM's start included.

START_RUNS=11

bench_start() {
  heading "Start-up: processor time, user and system, median of $START_RUNS runs"
  judge_cpu 'bascule --help' 300 "$BASCULE" --help
  judge_cpu 'bascule validate, all example playbooks' 500 "$BASCULE" validate -i "$CHECKOUT/inventories/example" "$CHECKOUT"/playbooks/*.yml
}

# judge_cpu WHAT LIMIT COMMAND...
judge_cpu() {
  local what=$1 limit=$2 run
  shift 2
  for run in 1 2; do clock "$@"; done
  : >"$BENCH_DIR/cpu"
  for run in $(seq "$START_RUNS"); do
    clock "$@"
    printf '%s\n' "$CPU" >>"$BENCH_DIR/cpu"
  done
  run=$(median "$BENCH_DIR/cpu")
  judge "$what" "$run" "$limit" "$(seconds "$run") CPU" "$(seconds "$limit")"
}
