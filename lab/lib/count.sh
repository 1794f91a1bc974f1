#!/bin/sh
# count.sh FILE...: adds up surefire's reports; prints "TESTS FAILED SKIPPED". It counts the cases themselves:
# the totals that surefire writes leave out nested classes.
set -eu
[ $# -gt 0 ] || set -- /dev/null
awk '
  /^ *<testcase / { tests++ }
  /^ *<(failure|error)[ >]/ { failed++ }
  /^ *<skipped/ { skipped++ }
  END { printf "%d %d %d\n", tests, failed, skipped }
' "$@"
