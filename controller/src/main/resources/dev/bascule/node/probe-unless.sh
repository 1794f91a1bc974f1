# shellcheck shell=sh disable=SC2154

# ask NUMBER DIRECTORY TEXT [NAME=VALUE]...: runs a command's guard
ask() (
  i=$1 t=$3
  cd "${2:-/}" || return
  shift 3
  unset LC_ALL
  for e; do
    export "${e?}"
  done
  sh -c "$t" >/dev/null 2>&1
  say "$b unless $i $?"
)
