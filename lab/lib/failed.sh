#!/bin/sh
# failed.sh FILE...: the failed cases of surefire's reports, each with the beginning of its message: whoever sees
# only the end of a log knows which they were.
set -eu
[ $# -gt 0 ] || set -- /dev/null
awk '
  function value(line, name) {
    if (!match(line, " " name "=\"[^\"]*")) return ""
    return substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
  }
  function plain(text) {
    gsub(/&#10;/, "\n    ", text)
    gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text)
    gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&amp;/, "\\&", text)
    return text
  }
  /^ *<testcase / { at = value($0, "classname") "#" value($0, "name") }
  /^ *<(failure|error)[ >]/ {
    printf "FAILED: %s\n    %s\n", plain(at), plain(substr(value($0, "message"), 1, 3000))
  }
' "$@"
