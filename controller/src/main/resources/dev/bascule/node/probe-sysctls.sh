# shellcheck shell=sh disable=SC2154,SC2086
# $S: lines with paths below /proc/sys

# Not with read: dash and busybox read a byte at a time, and the kernel gives a number only to a
# read from the start of its file, so they see its first digit alone.
sysctls() {
  echo "$b sysctl"
  cd /proc/sys && grep '' $S /dev/null 2>/dev/null
  cd /
}
