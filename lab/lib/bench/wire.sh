# shellcheck shell=bash
# What a node in sync costs on the wire, as the test that asserts it has counted.

bench_wire() {
  local line connections flights sent received execs
  need_root
  heading "A node in sync, on the wire"
  bench_lab up 1
  line=$(wire_test) || die "the test of the wire budget failed"
  bench_lab_down
  # "wire: 1 connections, 11 flights, 6000 bytes sent, 9000 bytes received, 1 execs"
  read -r _ connections _ flights _ sent _ _ received _ _ execs _ <<<"$line"
  judge "a node in sync: connections" "$connections" 1 "$connections" 1
  judge "a node in sync: execs" "$execs" 1 "$execs" 1
  judge "a node in sync: client flights" "$flights" 12 "$flights" 12
  judge "a node in sync: bytes sent" "$sent" 8192 "$sent" 8192
  note "a node in sync: bytes received" "$received"
}

wire_test() {
  BASCULE_LAB=required BASCULE_LAB_INSIDE=$BENCH_DIR/lab bench_lab ctl timeout --kill-after=30 600 \
    mvn --file "$CHECKOUT" --batch-mode --offline --projects controller surefire:test -Dtest=WireBudgetTest \
    </dev/null >"$BENCH_DIR/wire.out" 2>&1 || {
    tail -n 40 "$BENCH_DIR/wire.out" >&2
    return 1
  }
  grep -m 1 -o 'wire: .*execs' "$BENCH_DIR/wire.out"
}
