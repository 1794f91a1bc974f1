# shellcheck shell=bash disable=SC2034
# Words, paths, deadlines and locks that the rest of the lab uses.

EXIT_USAGE=64
EXIT_NO_ROOT=77 # what autotools and ctest read as "skipped"

LAB_DIR=${BASCULE_LAB_DIR:-${TMPDIR:-/tmp}/bascule-lab-$(id -u)-$(printf %s "$LAB_HOME" | cksum | cut -d' ' -f1)}
LAB_CACHE=${BASCULE_LAB_CACHE:-/var/cache/bascule-lab}
LAB_BOOT_SECONDS=${BASCULE_LAB_BOOT_SECONDS:-60}
LAB_EXEC_SECONDS=${BASCULE_LAB_EXEC_SECONDS:-300}
LAB_LOCK_SECONDS=600

# Namespaces are named machine-wide, so their names carry the instance: two labs never meet.
LAB_PREFIX=bl$(printf %s "$(readlink -m "$LAB_DIR")" | sha256sum | cut -c1-6)

say() { printf 'lab: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

usage_error() {
  say "$*"
  exit "$EXIT_USAGE"
}

need_root() {
  [ "$(id -u)" -eq 0 ] && return
  say "namespaces and overlays need root: run it as 'sudo $LAB_SCRIPT'"
  exit "$EXIT_NO_ROOT"
}

need_programs() {
  local program missing=''
  for program in "$@"; do
    command -v "$program" >/dev/null || missing="$missing $program"
  done
  [ -z "$missing" ] || die "not installed:$missing (lab/lib/install installs what the lab needs)"
}

# wait_until SECONDS WHAT COMMAND...: polls COMMAND; the lab waits in no other way.
wait_until() {
  local seconds=$1 what=$2 deadline
  shift 2
  deadline=$(($(date +%s%N) + seconds * 1000000000))
  until "$@"; do
    if [ "$(date +%s%N)" -gt "$deadline" ]; then
      say "waited $seconds s in vain for: $what"
      return 1
    fi
    sleep 0.02
  done
}

# lock_lab -x|-s: 'up' and 'down' exclude everything, operations on single nodes only each other's node.
# 'down' removes the lock's file while it holds it; who waited for that one starts over with the new file.
lock_lab() {
  while :; do
    exec 8>>"$LAB_DIR.lock"
    flock "$1" -w "$LAB_LOCK_SECONDS" 8 || die "another lab command has held $LAB_DIR.lock for $LAB_LOCK_SECONDS s"
    [ ! /proc/self/fd/8 -ef "$LAB_DIR.lock" ] || return 0
  done
}

lock_node() {
  exec 9>>"$LAB_DIR/nodes/$1/lock"
  flock -w "$LAB_LOCK_SECONDS" 9 || die "another lab command has held node $1 for $LAB_LOCK_SECONDS s"
}

need_lab() {
  [ -f "$LAB_DIR/registry" ] || die "no lab is up in $LAB_DIR (start one: lab up 3)"
}

need_node() {
  [ -n "${1-}" ] || usage_error "which node?"
  need_lab
  [ -d "$LAB_DIR/nodes/$1" ] || die "no node '$1' in this lab; it has: $(nodes | tr '\n' ' ')"
}

# In order of their numbers.
nodes() {
  [ ! -d "$LAB_DIR/nodes" ] || find "$LAB_DIR/nodes" -mindepth 1 -maxdepth 1 -name 'hn-*' -printf '%f\n' | sort -t- -k2n
}

node_number() { printf '%s\n' "${1#hn-}"; }
