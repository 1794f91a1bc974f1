#!/bin/bash
# simulated-run.sh FOLDER BASCULE TARGET PORT LATENCY ONE_IN PLAYBOOK NAME: in a network namespace of its own, starts the simulated
# nodes, runs bascule over them, and takes a sample of its memory each second. Figures go to FOLDER/NAME.*.
set -euo pipefail

folder=$1 bascule=$2 target=$3 port=$4 latency=$5 one_in=$6 playbook=$7 name=$8
nodes='' run=''
# shellcheck disable=SC2329
end() {
  [ -z "$run" ] || kill "$run" 2>/dev/null || :
  [ -z "$nodes" ] || kill "$nodes" 2>/dev/null || :
}
trap end EXIT
trap 'exit 130' INT TERM HUP

# processor_time PID: milliseconds, user and system.
processor_time() {
  local stat
  stat=$(cat "/proc/$1/stat")
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  printf '%s\n' $(((${12} + ${13}) * 1000 / $(getconf CLK_TCK)))
}

# as "DONE KIB": how many nodes were done when so much was resident.
sample() {
  local kib finished
  kib=$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB$/\1/p' "/proc/$run/status" 2>/dev/null) || return 0
  finished=$(grep -c '^\[' "$folder/$name.err") || :
  [ -z "$kib" ] || printf '%s %s\n' "$finished" "$kib" >>"$folder/$name.samples"
  kib=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB$/\1/p' "/proc/$run/status" 2>/dev/null) || return 0
  [ -z "$kib" ] || peak=$kib
  cpu=$(processor_time "$run" 2>/dev/null) || return 0
}

ip link set lo up
java -Xmx512m -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$target/test-classes:$(cat "$folder/classpath")" dev.bascule.simulated.SimulatedNodes "$port" "$folder" "$latency" "$one_in" \
  2>"$folder/nodes.err" >&2 &
nodes=$!
for _ in $(seq 600); do
  [ ! -e "$folder/host-key.pub" ] || break
  kill -0 "$nodes" || exit 1
  sleep 0.1
done
sed "s,KEY,$(cut -d' ' -f1,2 "$folder/host-key.pub")," "$folder/known_hosts.form" >"$folder/known_hosts"

peak=0 cpu=0
: >"$folder/$name.samples"
before=$(processor_time "$nodes")
began=${EPOCHREALTIME/./}
HOME=$folder BASCULE_JAVA_OPTS="-Xlog:gc:file=$folder/$name.gc" "$bascule" drift -i "$folder/simulated.yml" "$playbook" \
  >"$folder/$name.out" 2>"$folder/$name.err" </dev/null &
run=$!
while kill -0 "$run" 2>/dev/null; do
  sample
  sleep 1
done
status=0
wait "$run" || status=$?
run=''
wall=$(((${EPOCHREALTIME/./} - began) / 1000))
[ "$status" -eq 0 ] || [ "$status" -eq 2 ] || exit 1
printf '%s %s %s %s\n' "$wall" "$cpu" $(($(processor_time "$nodes") - before)) "$peak" >"$folder/$name.figures"
