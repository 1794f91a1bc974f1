# shellcheck shell=sh disable=SC2154,SC2034
# Proofs: what answered before the change must answer after it. `proofs` has a line for each:
# "N KIND ADDRESS MORE", between tabs; a command's text is proof.N. Failed before: not asked after.

# tx_proof N ping ADDRESS [NETNS] | N tcp ADDRESS PORT | N command TEXT
tx_proof() {
  if [ "$2" = command ]; then
    tx_text "proof.$1" "$3"
    tx_proof_line "$1${tab}command${tab}-$tab-"
  else
    tx_proof_line "$1$tab$2$tab$3$tab${4:--}"
  fi
}

tx_proof_line() {
  tx_text proofs "$(cat "$d/proofs" 2>/dev/null)$nl$1"
}

# tx_proofs FUNCTION: calls it for each, all at the same time, and waits
tx_proofs() {
  if [ -e "$d/proofs" ]; then
    while IFS=$tab read -r n kind a more; do
      if [ "$n" ]; then
        IFS=$nl
        "$1" "$n" "$kind" "$a" "$more" </dev/null &
      fi
    done <"$d/proofs"
    wait
  fi
}

# tx_baseline: which of them are worth asking after the change
tx_baseline() {
  tx_containers
  tx_proofs tx_baseline_one
}

tx_baseline_one() {
  if words=$(tx_ask "$@" 2>&1); then
    : >"$d/good.$1"
    say "${b:+$b }baseline $1 ok" "$(tx_asked "$@")" "$words"
  else
    say "${b:+$b }baseline $1 failed" "$(tx_asked "$@")" "$words"
  fi
}

# tx_prove_one N KIND ADDRESS MORE: a second try, because one packet may be lost
tx_prove_one() {
  if ! [ -e "$d/good.$1" ]; then
    say "${b:+$b }proof $1 skipped" "$(tx_asked "$@")" 'it failed before the change, too'
  elif words=$(tx_ask "$@" 2>&1) || words=$(sleep 1 && tx_ask "$@" 2>&1); then
    say "${b:+$b }proof $1 ok" "$(tx_asked "$@")" "$words"
  else
    : >"$d/lost.$1"
    say "${b:+$b }proof $1 failed" "$(tx_asked "$@")" "$words"
  fi
}

# tx_asked N KIND ADDRESS MORE: what it asks, for a person
tx_asked() {
  if [ "$2" = command ]; then
    cat "$d/proof.$1"
  elif [ "$4" = - ]; then
    say "$2 $3"
  else
    say "$2 $3 $4"
  fi
}

# tx_ask N KIND ADDRESS MORE
tx_ask() {
  case $2 in
    ping) tx_limit 5 tx_ping "$3" "${4#-}" ;;
    inside) tx_limit 5 tx_inside "$4" tx_ping "$3" ;;
    tcp) tx_limit 5 tx_tcp "$3" "$4" ;;
    command) tx_limit 5 tx_plain "proof.$1" ;;
  esac
}

# tx_ping ADDRESS [NETNS]
tx_ping() {
  set -- "$1" "${2-}" ping
  case $1 in
    *:*)
      if has ping6; then
        set -- "$1" "$2" ping6
      fi
      ;;
  esac
  if [ "$2" ]; then
    tx_inside "/run/netns/$2" "$3" -c 1 -W 2 "$1"
  else
    "$3" -c 1 -W 2 "$1"
  fi >/dev/null 2>&1
}

# tx_tcp ADDRESS PORT
tx_tcp() {
  if has bash; then
    bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2"
  elif has nc; then
    nc -w 3 "$1" "$2" </dev/null >/dev/null
  else
    say 'the node has neither bash nor nc to connect with'
    return 1
  fi
}
