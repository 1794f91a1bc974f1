# shellcheck shell=bash
# One node in ten is dead, hangs or is full: whether the others are done as soon as they are without them.

SICK_ROUNDS=5
SICK_LIMIT=1.1
SICK_KINDS=(dropped stopped endless full)

bench_sick() {
  local count=${1:-200} sick
  need_root
  sick=$((count / 10))
  [ "$sick" -ge 4 ] || usage_error "sick needs 40 nodes at least: one in ten is sick, in four ways"
  heading "The first $sick of $count nodes are sick: until the last healthy node is done, medians of $SICK_ROUNDS rounds in turn"
  bench_lab up "$count"
  FORKS=50 bascule_apply
  # shellcheck disable=SC2046
  bench_lab inventory $(seq -f 'hn-%g' $((sick + 1)) "$count") >"$BENCH_DIR/healthy.yml"
  make_sick "$sick"
  on_controller sick_rounds "$SICK_ROUNDS" $((count - sick))
  judge_sick "$count" "$sick"
  bench_lab_down
}

# make_sick COUNT: in turn by each kind.
make_sick() {
  local number
  printf '%s\n' "$1" >"$BENCH_DIR/sick.count"
  for number in $(seq "$1"); do "sick_${SICK_KINDS[number % 4]}" "hn-$number"; done
}

# Its answers to the controller go nowhere, that to the SYN first of all.
sick_dropped() { bench_lab exec "$1" ip route add blackhole 10.66.255.254; }

# The kernel still takes connections for it.
# shellcheck disable=SC2016
sick_stopped() { bench_lab exec "$1" sh -c 'kill -STOP "$(cat /run/sshd.pid)"'; }

# As a dead mount does, to whoever looks at a file.
sick_endless() {
  bench_lab exec "$1" sh -c 'rm /usr/bin/stat; printf "#!/bin/sh\nexec sleep 86400\n" >/usr/bin/stat; chmod 755 /usr/bin/stat'
}

# A file is missing there, and there is no room for it.
sick_full() {
  bench_lab exec "$1" sh -c 'mkdir /run/vz && cp -a /etc/vz/. /run/vz && mount -t tmpfs -o size=64k full /etc/vz && cp -a /run/vz/. /etc/vz &&
    rm /etc/vz/resolv.conf && ! cat /dev/zero 2>/dev/null >/etc/vz/filler'
}

judge_sick() {
  local with without
  with=$(median "$BENCH_DIR/sick.last")
  without=$(median "$BENCH_DIR/healthy.last")
  note "$(($1 - $2)) healthy nodes alone: the last is done after" "$(seconds "$without")"
  note "the same with $2 sick ones before them" "$(seconds "$with")"
  judge "with $2 of $1 nodes sick: the last healthy one is done" "$(ratio "$with" "$without")" "$SICK_LIMIT" \
    "after $(ratio "$with" "$without") times as long" "$SICK_LIMIT times"
  judge_cause 'SYN dropped' 'timed out: no answer from [0-9.:]* within'
  judge_cause 'sshd stopped' 'accepts the connection but says nothing within'
  judge_cause 'probe without end' 'no answer to the probe within'
  judge_cause 'disk full' 'no space left on its file system'
}

# judge_cause KIND PATTERN: whether the report names this cause for each node that is sick in this way. Nodes that ended alike
# share a line, their names before the first colon.
judge_cause() {
  local named
  named=$({ grep -E "^hn-.*$2" "$BENCH_DIR/sick.report" || :; } | sed 's/: .*//' | { grep -o 'hn-[0-9]*' || :; } | wc -l)
  judge "$1: nodes of which the report does not say it" "$(($(sick_of_kind "$1") - named))" 0 "$named named" "all named"
}

sick_of_kind() {
  local total number kind
  total=$(cat "$BENCH_DIR/sick.count")
  case $1 in 'SYN dropped') kind=0 ;; 'sshd stopped') kind=1 ;; 'probe without end') kind=2 ;; *) kind=3 ;; esac
  for number in $(seq "$total"); do [ $((number % 4)) -ne "$kind" ] || printf 'x\n'; done | wc -l
}
