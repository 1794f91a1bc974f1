# shellcheck shell=sh disable=SC2154

machine() {
  say "$b fact machine" "$(uname -m)"
}
