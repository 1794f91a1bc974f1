# shellcheck shell=bash
# How each peer is run: set up as its documentation advises for speed, as many forks as nodes.

# A control path of its own for every run: all start without open connections, as a timer's run does.
run_ansible() {
  ANSIBLE_SSH_CONTROL_PATH_DIR=$(mktemp -d "$BENCH_DIR/cp.XXXXXX") \
    ANSIBLE_STRATEGY=${ANSIBLE_STRATEGY-linear} \
    ANSIBLE_PIPELINING=True ANSIBLE_FORKS=$FORKS ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=False \
    ansible-playbook -i "$INVENTORY" "$LAB_HOME/lib/bench/check/ansible.yml"
}

run_mitogen() { ANSIBLE_STRATEGY=mitogen_linear run_ansible; }

run_pyinfra() {
  (cd "$LAB_HOME/lib/bench/check" && pyinfra -y --parallel "$FORKS" "$BENCH_DIR/pyinfra-inventory.py" pyinfra.py)
}

# apply_peer NAME: brings the nodes to what this peer thinks is in sync, then proves that it finds nothing to change.
apply_peer() {
  [ "$1" != pyinfra ] || write_pyinfra_inventory
  clock "run_$1"
  clock "run_$1"
  case $1 in
    pyinfra) ! grep -qE '^ *\[.*\] +Success' "$BENCH_DIR/stdout" ;;
    *) ! grep -qE 'changed=[1-9]' "$BENCH_DIR/stdout" ;;
  esac || die "$1 still changes something in its second run"
}

write_pyinfra_inventory() {
  {
    printf 'hardware_nodes = ([\n'
    sed -n 's/^Host \(hn-[0-9]*\)$/    "\1",/p' "$SSH_CONFIG"
    printf '], {"ssh_config_file": "%s"})\n' "$SSH_CONFIG"
  } >"$BENCH_DIR/pyinfra-inventory.py"
}
