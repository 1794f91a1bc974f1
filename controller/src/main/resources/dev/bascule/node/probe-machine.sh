# shellcheck shell=sh disable=SC2154

machine() {
  printf '%s\n' "$b fact machine" "$(uname -m)"
}
