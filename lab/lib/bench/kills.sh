# shellcheck shell=bash
# A run over many nodes whose controller is killed with SIGKILL at a random moment, again and again.

# bench_kills [TIMES [NODES]]: the figures are what LostRuns writes.
bench_kills() {
  need_root
  local times=${1-20} nodes=${2-50}
  [[ $times =~ ^[1-9][0-9]{0,3}$ ]] || usage_error "how many kills? not '$times'"
  [[ $nodes =~ ^([1-9]|[1-4][0-9]|50)$ ]] || usage_error "how many nodes, 1 to 50? not '$nodes'"
  local figures=$CHECKOUT/controller/target/kills.txt log=$BENCH_DIR/kills.log
  rm -f "$figures"
  local with=("-Dbascule.kills=$times" "-Dbascule.kills.nodes=$nodes")
  [ -z "${BASCULE_SEED-}" ] || with+=("-Dbascule.seed=$BASCULE_SEED")
  if ! BASCULE_LAB_DIR=$BENCH_DIR/lab run "$LAB_HOME/lib/lane" kills LostControllerLabTest "${with[@]}" >"$log" 2>&1; then
    [ -e "$figures" ] || die "no run was killed: $(tail -n 20 "$log")"
    cat "$figures"
    sed -n '/\[ERROR\]/p' "$log" | head -40
    judge "runs after which resume did not tell the truth of every node" 1 0 "some" "none"
    return
  fi
  cat "$figures"
  judge "runs after which resume did not tell the truth of every node" 0 0 "0 of $times" "none"
  note "how the $nodes nodes of each run ended" "$(sed -n 's/.*lost: //p' "$figures")"
}
