# shellcheck shell=bash
# A fleet that no one machine could hold: simulated nodes, which answer a recorded probe as a real node did.

SIMULATED_PORT=2222
SIMULATED_LATENCY=50 # milliseconds that a node takes for its answer
SIMULATED_GROWTH=1.15
SIMULATED_MEMORY=409600 # KiB
SIMULATED_DRIFTED=5 # one node in so many

bench_simulated() {
  local count=${1:-5000}
  need_root
  need_programs javac unshare
  heading "$count simulated nodes in one run, $SIMULATED_LATENCY ms for each request"
  record_answers
  write_simulated_inventory "$count"
  simulated_classpath
  simulate "$count" insync 0
  simulate "$count" drifted "$SIMULATED_DRIFTED"
}

# record_answers: what a real node says to the probe, in sync and when three things have drifted.
record_answers() {
  bench_lab up 1
  FORKS=1 bascule_apply
  FORKS=1 capture_probe
  bench_lab ctl ssh -F "$BENCH_DIR/lab/ssh_config" hn-1 sh -s <"$BENCH_DIR/probe.sh" >"$BENCH_DIR/in-sync.answer"
  bench_lab exec hn-1 sh -c 'rm /etc/vz/resolv.conf; echo "# by hand" >>/etc/vz/vz.conf; sysctl -q -w net.ipv4.ip_forward=0'
  bench_lab ctl ssh -F "$BENCH_DIR/lab/ssh_config" hn-1 sh -s <"$BENCH_DIR/probe.sh" >"$BENCH_DIR/drifted.answer"
  bench_lab_down
}

write_simulated_inventory() {
  ssh-keygen -q -t ed25519 -N '' -f "$BENCH_DIR/id"
  awk -v hosts="$1" -v port="$SIMULATED_PORT" -v dir="$BENCH_DIR" 'BEGIN {
    print "hardware_nodes:\n  hosts:"
    for (i = 0; i < hosts; i++) {
      address = "127.1." int(i / 250) "." 1 + i % 250
      printf "    n-%05d: {ansible_host: %s}\n", i + 1, address
      printf "[%s]:%d KEY\n", address, port >(dir "/known_hosts.form")
    }
    printf "  vars:\n    ansible_port: %d\n    ansible_user: root\n    ansible_ssh_private_key_file: %s/id\n", port, dir
    printf "    ansible_ssh_common_args: -o UserKnownHostsFile=%s/known_hosts\n", dir
  }' >"$BENCH_DIR/simulated.yml"
}

simulated_classpath() {
  mvn --file "$CHECKOUT" --batch-mode --offline --quiet --projects controller dependency:build-classpath \
    -Dmdep.outputFile="$BENCH_DIR/classpath" -Dmdep.includeScope=test </dev/null >"$BENCH_DIR/maven.out" 2>&1 ||
    die "no classpath: $(tail -n 5 "$BENCH_DIR/maven.out")"
}

# simulate COUNT NAME ONE_IN
simulate() {
  local drifted=0
  [ "$3" -eq 0 ] || drifted=$(($1 / $3))
  rm -f "$BENCH_DIR/host-key.pub"
  unshare --net bash "$LAB_HOME/lib/bench/simulated-run.sh" "$BENCH_DIR" "$BASCULE" "$CHECKOUT/controller/target" "$SIMULATED_PORT" "$SIMULATED_LATENCY" \
    "$3" "$CHECK_PLAYBOOK" "$2" </dev/null || die "the run over simulated nodes failed: $(tail -n 8 "$BENCH_DIR/$2.out" "$BENCH_DIR/nodes.err")"
  judge_simulated "$1" "$2" "$drifted"
}

# judge_simulated COUNT NAME DRIFTED
judge_simulated() {
  local name="$1 simulated nodes, $3 drifted" wall cpu nodes_cpu early late peak
  read -r wall cpu nodes_cpu peak <"$BENCH_DIR/$2.figures"
  grep -q "$(printf '%d nodes: ' "$1")" "$BENCH_DIR/$2.out" || die "not a report of $1 nodes: $(tail -n 3 "$BENCH_DIR/$2.out")"
  [ "$(tail -n 1 "$BENCH_DIR/$2.out")" = "$(simulated_end "$1" "$3")" ] || die "the report ends otherwise: $(tail -n 1 "$BENCH_DIR/$2.out")"
  early=$(memory_at "$1" "$2" 30) late=$(memory_at "$1" "$2" 80)
  if [ -z "$early" ] || [ -z "$late" ]; then die "too short a run to say how its memory grew: use more nodes"; fi
  note "$name: bascule drift" "$(seconds "$wall"), $(seconds "$cpu") CPU; the nodes beside it $(seconds "$nodes_cpu") CPU"
  note "$name: heap after its collections, at 30 and at 80 %" "$(heap_at "$2" 30) and $(heap_at "$2" 80) MiB"
  judge "$name: resident at 80 % of the nodes, against 30 %" "$(ratio "$late" "$early")" "$SIMULATED_GROWTH" \
    "$((late / 1024)) MiB, $(ratio "$late" "$early") times" "$SIMULATED_GROWTH times"
  judge "$name: peak resident memory" "$peak" "$SIMULATED_MEMORY" "$((peak / 1024)) MiB" "$((SIMULATED_MEMORY / 1024)) MiB"
}

simulated_end() {
  if [ "$2" -eq 0 ]; then printf '%d nodes: %d in sync\n' "$1" "$1"; else printf '%d nodes: %d in sync, %d drifted\n' "$1" $(($1 - $2)) "$2"; fi
}

# memory_at COUNT NAME PERCENT: KiB when so many nodes were done, but not yet all; samples are "DONE KIB", one a second.
memory_at() {
  awk -v least=$(($1 * $3 / 100)) -v all="$1" '$1 >= least && $1 < all { print $2; exit }' "$BENCH_DIR/$2.samples"
}

# heap_at NAME PERCENT: MiB after the last collection in the first PERCENT of them.
heap_at() {
  sed -n 's/.*->\([0-9]*\)M([0-9]*M).*/\1/p' "$BENCH_DIR/$1.gc" | awk -v percent="$2" '{ v[NR] = $1 } END { n = int(NR * percent / 100); print n ? v[n] : v[1] + 0 }'
}
