# shellcheck shell=sh
# shellcheck disable=SC2154
# Says what may tell who made a change: times of files, logins, commands by sudo. Reads only, a few
# seconds at most, and only the ends of what may be long. What is not there is left out.
# The controller gives b, the begin of each frame, and P, paths.

# What is worth sending of a log: who came and went, and what was run as somebody else. Timers log
# in, too, so there may be much more of the rest.
trail_lines() {
  tr -d '\000' |
    grep -E 'Accepted [a-z/-]+ for |auth succeeded for |session closed for |Exit \(|COMMAND=|ran command ' |
    grep -E 'sshd|sudo|dropbear|doas' |
    cut -c1-600 | tail -n 400 | tail -c 65536
}

trail_files() {
  for p in $P; do
    stat -c '%Y %Z %U %n' -- "$p" 2>/dev/null || stat -c '%Y %Z %U %n' "$p" 2>/dev/null
  done
}

# Several of one field are alternatives; the journal has an index of them.
trail_journal() {
  has journalctl || return 0
  within 3 journalctl -q --no-pager -o short-unix -n 4000 \
    SYSLOG_IDENTIFIER=sshd SYSLOG_IDENTIFIER=sshd-session SYSLOG_IDENTIFIER=sudo \
    SYSLOG_IDENTIFIER=doas SYSLOG_IDENTIFIER=dropbear 2>/dev/null | trail_lines
}

# The one before as well: right after it was put away the new one is empty.
trail_logs() {
  for p in /var/log/auth.log.1 /var/log/auth.log /var/log/secure /var/log/messages; do
    if [ -f "$p" ] && [ -r "$p" ]; then
      tail -c 524288 "$p" 2>/dev/null | trail_lines
    fi
  done
}

# Whole dates: neither busybox nor very old ones know how, and then say nothing that can be read.
trail_last() {
  has last || return 0
  within 2 last -F -i -n 60 2>/dev/null | cut -c1-300 | head -n 60
}

# Where the node is, as old logs and last tell its own time, whatever its offset was then. The
# offset of half a year ago shows whether a name that somebody wrote down still holds.
trail_zone() {
  z=$(readlink /etc/localtime 2>/dev/null)
  case $z in
    */zoneinfo/*) z=${z##*/zoneinfo/} ;;
    *) z=$(sed -n 's/^ZONE="*\([A-Za-z0-9_+/-]*\)"*$/\1/p' /etc/sysconfig/clock 2>/dev/null) ;;
  esac
  [ -n "$z" ] || z=$(cat /etc/timezone 2>/dev/null)
  s=$(date +%s)
  echo "zone $(date -d "@$((s - 15768000))" +%z 2>/dev/null) $z"
}

trail() {
  echo "$b now"
  date '+%s %z'
  trail_zone
  echo "$b files"
  trail_files
  echo "$b journal"
  trail_journal
  echo "$b logs"
  trail_logs
  echo "$b last"
  trail_last
  echo "$b end"
}
