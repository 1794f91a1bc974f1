# shellcheck shell=sh disable=SC2154
# What a node sees of a neighbour, from its own side.

# nb_look ADDRESS...: a frame "saw ADDRESS HOW" for each: answers, resolves, silent, or routed. All in
# one line: several are written at the same time, and bash writes lines one by one.
nb_look() {
  for a in "$@"; do
    nb_look_at "$a" </dev/null &
  done
  wait
}

# A second try, because one packet may be lost.
nb_look_at() {
  nb_link=$(nb_way "$1")
  if [ -z "$nb_link" ]; then
    say "$b saw $1 routed"
  elif nb_ping "$1" || nb_ping "$1"; then
    say "$b saw $1 answers"
  elif nb_resolved "$1"; then
    say "$b saw $1 resolves"
  else
    say "$b saw $1 silent"
  fi
}

# nb_way ADDRESS: the link that it is on; nothing where a router is between
nb_way() {
  ip route get "$1" 2>/dev/null | sed -n '/ via /d; s/.* dev \([^ ]*\).*/\1/p' | head -n 1
}

# What was resolved before the change says nothing of now. A ping that nobody answers resolves, too.
nb_ping() {
  ip neigh flush to "$1" dev "$nb_link" >/dev/null 2>&1
  set -- "$1" ping
  case $1 in
    *:*)
      if has ping6; then
        set -- "$1" ping6
      fi
      ;;
  esac
  "$2" -c 1 -W 2 "$1" >/dev/null 2>&1
}

# Entries that were not flushed stay STALE, or wait in DELAY: nobody has answered.
nb_resolved() {
  case $(ip neigh show to "$1" dev "$nb_link" 2>/dev/null) in
    *lladdr*REACHABLE* | *lladdr*PERMANENT*) return 0 ;;
  esac
  return 1
}
