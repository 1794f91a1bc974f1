# shellcheck shell=sh
# Begins every script that is sent to a node.
# The controller sends comments and indentation away, so no text here may span lines.

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL
nl='
'
# Words are split at line ends only: paths may hold blanks. No wildcards: paths may hold stars.
IFS=$nl
set -f

# Not echo, which reads backslashes and -n in some shells.
say() {
  printf '%s\n' "$@"
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# sum FILE...: "<sha256>  <path>" lines; fails where the node has nothing to hash with
sum() {
  if has sha256sum; then
    sha256sum "$@"
  elif has busybox && busybox sha256sum /dev/null >/dev/null 2>&1; then
    busybox sha256sum "$@"
  elif has openssl; then
    openssl dgst -sha256 -r "$@"
  else
    return 1
  fi 2>/dev/null
}
