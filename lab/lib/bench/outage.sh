# shellcheck shell=bash
# How long traffic stands still while eth0 becomes a port of a bridge: a TCP stream to the node, one to a container behind it, and a
# ping every millisecond, once for each way of doing it, on a freshly booted node each time.

OUTAGE_HOME=$LAB_HOME/lib/bench/outage
OUTAGE_LIMIT=100 # milliseconds

bench_outage() {
  local ours
  need_root
  need_programs javac
  heading "A NIC becomes a port of a bridge: the longest time in which nothing came through"
  javac -d "$BENCH_DIR/classes" "$OUTAGE_HOME/Outage.java"
  bench_lab up 1 --topology behind
  outage nothing true
  outage howto outage_howto
  outage ifupdown outage_ifupdown
  if bascule_converts; then
    outage bascule outage_bascule
    outage rollback outage_rollback
  fi
  outage_rows nothing "nothing at all, to know the noise"
  outage_rows howto "the how-to's own script"
  outage_rows ifupdown "ifdown eth0; ifup br0"
  bascule_converts || die "this bascule has no 'convert': nothing of ours was measured"
  for ours in bascule rollback; do judge_outage "$ours"; done
  bench_lab_down
}

bascule_converts() { "$BASCULE" convert --help >/dev/null 2>&1; }

# outage NAME COMMAND...: COMMAND returns when the way is done; what was seen goes into BENCH_DIR/outage.NAME.
outage() {
  local name=$1 address=10.66.1.1 container=172.31.0.101 pids
  shift
  bench_lab up 1 --fresh --topology behind
  bench_lab exec hn-1 sysctl -q -w net.ipv4.ip_forward=1
  bench_lab ctl ip route replace 172.31.0.0/24 via "$address"
  rm -f "$BENCH_DIR"/*.ready "$BENCH_DIR/stop"
  receive "$(node_namespace)" node 5001
  receive "$(container_namespace)" container 5002
  stream "$address" 5001
  stream "$container" 5002
  ping_flood "$address"
  sleep 2
  "$@" >"$BENCH_DIR/outage.$name.log" 2>&1 || say "'$*' ended with $?: $(tail -n 3 "$BENCH_DIR/outage.$name.log")"
  sleep 3
  touch "$BENCH_DIR/stop"
  mapfile -t pids < <(jobs -pr)
  kill -INT "$(cat "$BENCH_DIR/ping.pid")" 2>/dev/null || :
  wait "${pids[@]}" 2>/dev/null || :
  {
    printf 'node %s\n' "$(cat "$BENCH_DIR/node.out")"
    printf 'container %s\n' "$(cat "$BENCH_DIR/container.out")"
    longest_ping_gap <"$BENCH_DIR/ping.out"
  } >"$BENCH_DIR/outage.$name"
}

node_namespace() { printf '/run/netns/%s-hn-1\n' "$(bench_lab path prefix)"; }

container_namespace() {
  local pid
  read -r pid _ <"$BENCH_DIR/lab/nodes/hn-1/init"
  printf '/proc/%s/root/run/netns/ct101\n' "$pid"
}

# receive NAMESPACE NAME PORT: in the far namespace, but this machine's program: nodes have no Java.
receive() {
  (exec nsenter --net="$1" java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$BENCH_DIR/classes" Outage receive "$3" "$BENCH_DIR/$2.ready") \
    >"$BENCH_DIR/$2.out" 2>"$BENCH_DIR/$2.err" &
  wait_until 20 "the receiver at $2" test -e "$BENCH_DIR/$2.ready"
}

stream() {
  bench_lab ctl java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$BENCH_DIR/classes" Outage send "$1" "$2" "$BENCH_DIR/stop" \
    2>"$BENCH_DIR/send.$2" &
}

# Debian's ping, from a node's root; it prints the time of each reply.
ping_flood() {
  local root
  root=$(bench_lab root light)
  nsenter --net="/run/netns/$(bench_lab path prefix)-ctl" chroot "$root" ping -n -D -i 0.001 "$1" >"$BENCH_DIR/ping.out" 2>&1 &
  printf '%s\n' "$!" >"$BENCH_DIR/ping.pid"
}

longest_ping_gap() {
  awk '/bytes from/ { gsub(/[][]/, "", $1); if (last && $1 - last > gap) gap = $1 - last; last = $1; n++ }
    END { printf "ping %.1f %d\n", gap * 1000, n }'
}

# On the node's console: a way that cuts its own session off would measure ssh.
outage_howto() {
  sed -e "s,ADDRESS,10.66.1.1," -e "s,GATEWAY,10.66.0.1," "$OUTAGE_HOME/howto.sh" | bench_exec_script bash
}

outage_ifupdown() {
  bench_lab exec hn-1 sh -c "sed -e 's/^iface eth0 inet static/iface eth0 inet manual\n\nauto br0\niface br0 inet static\n    bridge_ports eth0\n    bridge_stp off\n    bridge_fd 0\n    bridge_hw eth0\n    bridge_waitport 0\n    bridge_maxwait 0/' /etc/network/interfaces >/tmp/interfaces.new"
  bench_exec_script sh <"$OUTAGE_HOME/ifupdown.sh"
}

outage_bascule() { bascule_convert; }

# The change is made, left for a while, and taken back before anybody confirmed it.
outage_rollback() {
  bascule_convert --confirm manual || [ $? -eq 2 ] || return
  bench_lab exec hn-1 test -e /var/lib/bascule/pending || die "nothing waits for a confirmation"
  sleep 1
  bench_lab ctl env HOME="$BENCH_DIR" "$BASCULE" abort -i "$BENCH_DIR/lab/inventory.yml" hn-1 </dev/null || :
  wait_until 60 "the rollback" rolled_back
}

bascule_convert() {
  bench_lab ctl env HOME="$BENCH_DIR" "$BASCULE" convert --yes --stable 2s --node-timeout 10m --bridge br0 --port eth0 --private-key "$BENCH_DIR/lab/id_ed25519" \
    --known-hosts "$BENCH_DIR/lab/known_hosts" "$@" root@10.66.1.1 </dev/null
}

rolled_back() { bench_lab exec hn-1 test ! -e /var/lib/bascule/pending; }

# bench_exec_script SHELL: what is on standard input, as a file of the node's.
bench_exec_script() {
  bench_lab exec hn-1 sh -c 'cat >/tmp/way' && bench_lab exec hn-1 "$1" /tmp/way
}

# field NAME WHAT NUMBER
field() { awk -v what="$2" -v number="$3" '$1 == what { print $number }' "$BENCH_DIR/outage.$1"; }

outage_rows() {
  note "$2: TCP to the node" "$(field "$1" node 2) ms, session $(field "$1" node 4)"
  note "$2: TCP to a container" "$(field "$1" container 2) ms, session $(field "$1" container 4)"
  note "$2: ping" "$(field "$1" ping 2) ms"
}

judge_outage() {
  local what gap
  for what in node container ping; do
    gap=$(field "$1" "$what" 2)
    judge "bascule, $1: $what" "$gap" "$OUTAGE_LIMIT" "$gap ms, the how-to's is $(ratio "$(field howto "$what" 2)" "$gap") times that, ifupdown's $(ratio "$(field ifupdown "$what" 2)" "$gap")" "$OUTAGE_LIMIT ms"
  done
  for what in node container; do
    [ "$(field "$1" "$what" 4)" = survived ] || {
      BENCH_MISSED=$((BENCH_MISSED + 1))
      note "bascule, $1: TCP session to the $what" LOST
    }
  done
}
