# shellcheck shell=sh disable=SC2154,SC2034,SC2086
# Processes that outlive the login.

# tx_launch VERB: runs a verb of the program apart from this session. $how it was done; fails, with
# $out, where the node has no way. $X is the node's shell, a word a line.
tx_launch() {
  out=
  if tx_systemd && tx_unit "$1"; then
    how=unit
    return
  fi
  tx_apart "$1"
}

tx_systemd() {
  [ -d /run/systemd/system ] && has systemd-run && [ "$(cat /proc/1/comm)" = systemd ]
} 2>/dev/null

# tx_unit VERB: a transient unit; not all of its properties are known to the older ones
tx_unit() {
  u=bascule-$I-$1-$$
  tx_limit 10 systemd-run --quiet "--unit=$u" -p OOMScoreAdjust=-1000 -p TimeoutStopSec=1s \
    /bin/sh "$d/program" "$1" </dev/null >>"$d/log" 2>&1 ||
    tx_limit 10 systemd-run "--unit=$u.2" /bin/sh "$d/program" "$1" </dev/null >>"$d/log" 2>&1
}

# tx_apart VERB: a session of its own, with nothing of ours open
tx_apart() {
  if ! has setsid; then
    out='the node has no setsid and no systemd-run'
    return 1
  fi
  how=setsid
  setsid ${X:-/bin/sh} "$d/program" "$1" </dev/null >>"$d/log" 2>&1 &
}

# tx_immortal: signals of a terminal or a login do not end this; neither does a lack of memory
tx_immortal() {
  exec </dev/null >>"$d/log" 2>&1
  trap '' HUP INT QUIT TERM PIPE USR1 USR2 ALRM
  cd / || :
  { echo -1000 >/proc/self/oom_score_adj; } 2>/dev/null || :
  if tx_systemd; then
    tx_leave_session
  fi
}

# tx_mortal COMMAND...: services started by it must not inherit what tx_immortal did
tx_mortal() {
  umask 022
  trap - HUP INT QUIT TERM PIPE USR1 USR2 ALRM
  { echo 0 >/proc/self/oom_score_adj; } 2>/dev/null || :
  "$@"
}

# tx_leave_session: out of the login's control group, where systemd could not start a unit
tx_leave_session() {
  case $(tx_group self) in
    *session-* | *user@*)
      for f in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
        { echo $$ >"$f/cgroup.procs"; } 2>/dev/null || :
      done
      ;;
  esac
}

# tx_group PID: the control groups by which an init or a login manager ends processes
tx_group() {
  sed -n 's/^[0-9]*:name=\(systemd\|elogind\)://p;s/^0:://p' "/proc/$1/cgroup" 2>/dev/null
}

# tx_outlives PID: whether a process would outlive this login; $out says why not
tx_outlives() {
  tx_stat "$1" || {
    out='it is not there'
    return 1
  }
  if [ "$ps_session" != "$1" ]; then
    out="it is in session $ps_session, not in one of its own"
    return 1
  fi
  theirs=$(tx_group "$1")
  case $theirs in
    *session-* | *user@* | */elogind/*)
      out="it is in the login's control group $theirs"
      return 1
      ;;
  esac
  if tx_systemd && [ "$theirs" != / ] && [ "$theirs" = "$(tx_group self)" ]; then
    out="it is in the control group of this login, $theirs"
    return 1
  fi
}
