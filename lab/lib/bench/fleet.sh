# shellcheck shell=bash
# A fleet: drift of many nodes, JVM start included, against OpenSSH's client carrying the very same probe to the same nodes.

FLEET_ROUNDS=5
FLEET_FORKS=50 # of xargs; bascule keeps its default
FLEET_MEMORY=409600 # KiB

bench_fleet() {
  local count=${1:-200} way
  need_root
  heading "$count nodes, bascule drift against xargs -P$FLEET_FORKS ssh: medians of $FLEET_ROUNDS rounds in turn"
  bench_lab up "$count"
  FORKS=$FLEET_FORKS bascule_apply
  capture_probe
  FORKS=$FLEET_FORKS on_controller warm_up drift ssh_probe_curve
  FORKS=$FLEET_FORKS on_controller rounds "$FLEET_ROUNDS" drift ssh_probe ssh ssh_probe_curve ssh_curve
  note "the probe that every node is sent" "$(wc -c <"$BENCH_DIR/probe.sh") bytes"
  for way in drift ssh_probe ssh ssh_probe_curve ssh_curve; do note "$count nodes: $(fleet_words "$way")" "$(figure_of "$way")"; done
  judge_fleet "$count" ssh_probe 1.0
  judge_fleet "$count" ssh 1.25
  for way in ssh_probe_curve ssh_curve; do note "$count nodes: bascule drift, against $(fleet_words "$way")" "$(fleet_ratio "$way") times"; done
  FORKS=$FLEET_FORKS on_controller memory drift
  judge "peak resident memory of bascule drift of $count nodes" "$(cat "$BENCH_DIR/peak")" "$FLEET_MEMORY" \
    "$(($(cat "$BENCH_DIR/peak") / 1024)) MiB" "$((FLEET_MEMORY / 1024)) MiB"
  bench_lab_down
}

# capture_probe: the bytes that bascule sends, taken down by a node on their way into its shell.
capture_probe() {
  bench_lab exec hn-1 sh -c 'cp -p /root/.ssh/authorized_keys /run/keys && sed "s,^,command=\"tee /run/probe.sh | /bin/sh -s\" ," /run/keys >/root/.ssh/authorized_keys'
  FORKS=$FLEET_FORKS on_controller plan || die "the probe could not be taken down: 'bascule plan' ended with $?"
  bench_lab exec hn-1 sh -c 'cat /run/keys >/root/.ssh/authorized_keys; cat /run/probe.sh' >"$BENCH_DIR/probe.sh"
  [ "$(wc -c <"$BENCH_DIR/probe.sh")" -gt 1000 ] || die "what was taken down is no probe: $(head -c 200 "$BENCH_DIR/probe.sh")"
}

fleet_words() {
  case $1 in
    drift) printf 'bascule drift, all in sync\n' ;;
    ssh) printf 'ssh NODE true\n' ;;
    ssh_curve) printf 'ssh NODE true, held to curve25519\n' ;;
    ssh_probe) printf 'ssh NODE sh -s, the same probe\n' ;;
    ssh_probe_curve) printf 'ssh NODE sh -s, the same probe, held to curve25519\n' ;;
  esac
}

figure_of() { printf '%s, %s CPU\n' "$(seconds "$(median "$BENCH_DIR/$1.wall")")" "$(seconds "$(median "$BENCH_DIR/$1.cpu")")"; }

fleet_ratio() { ratio "$(median "$BENCH_DIR/drift.wall")" "$(median "$BENCH_DIR/$1.wall")"; }

# judge_fleet COUNT WAY LIMIT
judge_fleet() {
  judge "$1 nodes: bascule drift, against $(fleet_words "$2")" "$(fleet_ratio "$2")" "$3" "$(fleet_ratio "$2") times" "$3 times"
}
