# shellcheck shell=bash disable=SC2034
# Clocks, medians and verdicts.

BENCH_MISSED=0

begin_bench() {
  BENCH_DIR=$(mktemp -d "${TMPDIR:-/tmp}/bascule-bench.XXXXXX")
  : >"$BENCH_DIR/rows"
  BENCH_LOAD=$(cut -d' ' -f1 /proc/loadavg)
  trap end_bench EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

end_bench() {
  stop_child
  bench_lab_down
  rm -rf "${BENCH_DIR:?}"
}

finish_bench() {
  [ "$BENCH_MISSED" -eq 0 ] || die "$BENCH_MISSED of the targets missed"
}

need_built_program() {
  [ -x "$BASCULE" ] || die "no $BASCULE; build first: mvn -q package"
}

# clock COMMAND...: runs it and sets WALL and CPU (user and system, children included), in milliseconds.
# Any end but success ends the benchmark: the time of a failure is not a figure.
clock() {
  local TIMEFORMAT='%3R %3U %3S' status=0 real user system
  { time "$@" >"$BENCH_DIR/stdout" 2>"$BENCH_DIR/stderr" </dev/null; } 2>"$BENCH_DIR/clock" || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$BENCH_DIR/stdout" "$BENCH_DIR/stderr" >&2
    die "'$*' ended with $status"
  fi
  read -r real user system <"$BENCH_DIR/clock"
  WALL=$(milliseconds "$real")
  CPU=$(($(milliseconds "$user") + $(milliseconds "$system")))
}

# The shell prints 1.234 for %3R: without the point these are milliseconds.
milliseconds() { printf '%d\n' "$((10#${1/./}))"; }

# median FILE: of one number a line.
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { m = int((NR + 1) / 2); print NR % 2 ? v[m] : (v[m] + v[m + 1]) / 2 }'; }

seconds() { awk -v ms="$1" 'BEGIN { printf "%.3f s\n", ms / 1000 }'; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f\n", a / b }'; }

heading() { printf '\n%s\n' "$1"; }

# note WHAT VALUE: a figure without a target.
note() {
  printf '        %-62s %s\n' "$1" "$2"
  printf '| %s | %s | | |\n' "$1" "$2" >>"$BENCH_DIR/rows"
}

# judge WHAT VALUE LIMIT SHOWN TARGET: passes when VALUE is at most LIMIT. What could not be measured is no pass.
judge() {
  local verdict=pass
  [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] || die "no figure for '$1': '$2'"
  awk -v value="$2" -v limit="$3" 'BEGIN { exit !(value <= limit) }' || {
    verdict=MISSED
    BENCH_MISSED=$((BENCH_MISSED + 1))
  }
  printf '%-7s %-62s %s (target %s)\n' "$verdict" "$1" "$4" "$5"
  printf '| %s | %s | %s | %s |\n' "$1" "$4" "$5" "$verdict" >>"$BENCH_DIR/rows"
}
