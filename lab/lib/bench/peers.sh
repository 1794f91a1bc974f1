# shellcheck shell=bash
# The same desired state with other programs, on nodes that have the Python they need.

PEER_ROUNDS=3

install_peers() {
  need_root
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ansible ansible-mitogen
}

has_ansible() { command -v ansible-playbook >/dev/null; }

has_mitogen() { has_ansible && [ -e /usr/lib/python3/dist-packages/ansible/plugins/strategy/mitogen_linear.py ]; }

has_pyinfra() { command -v pyinfra >/dev/null; }

bench_peers() {
  local count=${1:-50} peer present=()
  need_root
  heading "The same on $count nodes with Python, everything in sync: wall time, median of $PEER_ROUNDS rounds in turn"
  for peer in ansible mitogen pyinfra; do
    if "has_$peer"; then present+=("$peer"); else note "with Python: $peer" "$(where_from "$peer")"; fi
  done
  [ ${#present[@]} -gt 0 ] || return 0
  bench_lab up "$count" --flavour python
  bascule_apply
  for peer in "${present[@]}"; do FORKS=$count on_controller apply_peer "$peer"; done
  FORKS=$count on_controller rounds "$PEER_ROUNDS" plan "${present[@]}"
  show_peers "$count" "${present[@]}"
  bench_lab_down
}

where_from() {
  case $1 in
    pyinfra) printf 'not installed: Debian has no package of it\n' ;;
    *) printf 'not installed: lab/bench --install-peers installs it\n' ;;
  esac
}

# judge_peer COUNT PEER TIME OWN: at least so many times as long as bascule.
judge_peer() {
  local least
  case $2 in ansible) least=20 ;; mitogen) least=6 ;; *) least=3 ;; esac
  judge "$1 nodes with Python: $2" "$(ratio "$least" "$(ratio "$3" "$4")")" 1 "$(seconds "$3"), $(ratio "$3" "$4") times bascule's" "$least times or more"
}

show_peers() {
  local count=$1 peer own time
  shift
  own=$(median "$BENCH_DIR/plan.wall")
  note "$count nodes with Python: bascule plan" "$(seconds "$own")"
  for peer in "$@"; do
    time=$(median "$BENCH_DIR/$peer.wall")
    judge_peer "$count" "$peer" "$time" "$own"
  done
}
