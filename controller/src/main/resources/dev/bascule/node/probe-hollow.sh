# shellcheck shell=sh disable=SC2154
# Sent when a path is to be absent: only an empty directory goes without being asked twice.

# hollow DIRECTORY: says whether nothing is in it
hollow() {
  set +f
  for q in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    if [ -e "$q" ] || [ -L "$q" ]; then
      set -f
      return
    fi
  done
  set -f
  say "$b empty" "$1"
}
