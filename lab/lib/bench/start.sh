# shellcheck shell=bash
# What a command costs before it does anything: processor time of the whole process, the JVM's start included.

START_RUNS=11

bench_start() {
  local playbook playbooks=() all
  # openvswitch.yml wants on a node what namespaces.yml wants otherwise: together they are not valid.
  for playbook in "$CHECKOUT"/playbooks/*.yml; do [ "${playbook##*/}" = openvswitch.yml ] || playbooks+=("$playbook"); done
  heading "Start-up: processor time, user and system, median of $START_RUNS runs"
  judge_cpu 'bascule --help' 300 "$BASCULE" --help
  judge_cpu 'bascule validate, playbooks/vznet.yml' 500 "$BASCULE" validate -i "$CHECKOUT/inventories/example" "$CHECKOUT/playbooks/vznet.yml"
  all=$(cpu_of "$BASCULE" validate -i "$CHECKOUT/inventories/example" "${playbooks[@]}")
  note "bascule validate, ${#playbooks[@]} example playbooks at once" "$(seconds "$all") CPU"
}

# cpu_of COMMAND...: the median, in milliseconds
cpu_of() {
  for _ in 1 2; do clock "$@"; done
  : >"$BENCH_DIR/cpu"
  for _ in $(seq "$START_RUNS"); do
    clock "$@"
    printf '%s\n' "$CPU" >>"$BENCH_DIR/cpu"
  done
  median "$BENCH_DIR/cpu"
}

# judge_cpu WHAT LIMIT COMMAND...
judge_cpu() {
  local cpu
  cpu=$(cpu_of "${@:3}")
  judge "$1" "$cpu" "$2" "$(seconds "$cpu") CPU" "$(seconds "$2")"
}
