# shellcheck shell=bash
# Two controllers begin the same work on the same nodes at the same moment; what the play does first and last on a node
# writes into a log there.

bench_two() {
  local count=${1:-20} alone both waits
  need_root
  heading "Two controllers at once on the same $count nodes, each with files of its own"
  bench_lab up "$count"
  cat >"$BENCH_DIR/two.yml" <<'END'
- hosts: all
  tasks:
    - file: {path: /etc/two, state: directory}
    - script: {content: "echo begin >>/var/log/two; sleep 0.5"}
    - copy: {dest: /etc/two/a, content: "whole\n"}
    - script: {content: "sleep 0.5; echo end >>/var/log/two"}
END
  alone=$(two_wall 1)
  [ "$(cat "$BENCH_DIR/two.exits")" = 0 ] || die "one of them alone did not end with 0: $(cat "$BENCH_DIR/two.1.err")"
  two_each "$count" rm -rf /etc/two /var/log/two >/dev/null
  both=$(two_wall 2)
  note "one of them alone" "$alone s"
  note "two at once, until both are done" "$both s"
  two_each "$count" cat /var/log/two >"$BENCH_DIR/two.logs"
  judge "nodes on which the two overlapped, or one of them did not run" "$(two_wrong "$count")" 0 \
    "$(two_wrong "$count") of $count" "none"
  judge "controllers that did not end with 0" "$(grep -vc '^0$' "$BENCH_DIR/two.exits" || :)" 0 \
    "exit codes $(sort -u "$BENCH_DIR/two.exits" | tr '\n' ' ')" "none"
  # Where they never met, nothing was shown.
  waits=$(cat "$BENCH_DIR"/two.*.err | grep -c ': waits: ' || :)
  judge "whether they never met on a node" "$((waits == 0))" 0 "one waited for the other $waits times" "no"
  bench_lab_down
}

# two_wall CONTROLLERS: seconds until all are done
two_wall() {
  local began number
  : >"$BENCH_DIR/two.exits"
  began=$(date +%s%N)
  for number in $(seq "$1"); do two_controller "$number" & done
  wait
  awk -v ns=$(($(date +%s%N) - began)) 'BEGIN { printf "%.1f\n", ns / 1e9 }'
}

two_controller() {
  local code=0
  mkdir -p "$BENCH_DIR/home.$1"
  bench_lab ctl env HOME="$BENCH_DIR/home.$1" "$BASCULE" apply --yes -i "$BENCH_DIR/lab/inventory.yml" "$BENCH_DIR/two.yml" \
    >"$BENCH_DIR/two.$1.out" 2>"$BENCH_DIR/two.$1.err" || code=$?
  printf '%s\n' "$code" >>"$BENCH_DIR/two.exits"
}

two_each() {
  local number
  for number in $(seq "$1"); do
    printf 'node %s\n' "$number"
    bench_lab exec "hn-$number" "${@:2}"
  done
}

# two_wrong COUNT: nodes whose log is not "begin, end" twice
two_wrong() {
  awk -v count="$1" '/^node/ { n++; next } { log_of[n] = log_of[n] " " $1 }
    END { for (i = 1; i <= count; i++) if (log_of[i] != " begin end begin end") wrong++; print wrong + 0 }' "$BENCH_DIR/two.logs"
}
