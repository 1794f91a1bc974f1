# shellcheck shell=sh disable=SC2154,SC2086
# Makes the changes of a plan. Sent with common, lsstat and probe-paths, and run by a function on
# the script's last line. Values: $b the boundary, $L folders for the lock, $me who applies, $T where
# transactions are, $name what this run's lock is called between its scripts ('' where it has one).
# $out holds the words of what failed.

# --- begin and end

begin() {
  # The controller may go away at any time; what was begun is brought to a good end all the same.
  # A handler, not '': a signal that is ignored here would be ignored by services started here.
  trap : HUP INT TERM PIPE
  read -r boot </proc/sys/kernel/random/boot_id
  mark=${boot%%-*}-$$
  staged='' expected='' lock='' keep=''
  trap finish EXIT
  take
}

finish() {
  for t in $staged; do
    if [ -e "$t" ] || [ -L "$t" ]; then
      rm -f "$t"
    fi
  done
  if [ "$lock" ]; then
    rm -f "$lock.out"
    l=$lock
    if mine && { [ -z "$keep" ] || ! lock_keep "$name" "$keep" "$me"; }; then
      rm -f "$lock"
    fi
  fi
  say "$b end"
}

# mine: whether the lock is this script's. A transaction that was under way when it was taken has put
# its own in that place when it was confirmed, for the script that follows it. Without readlink, that
# nobody can tell.
mine() {
  ! has readlink || [ "$(readlink "$lock")" = "$mine" ]
}

# A symbolic link is the lock: it is made and filled in one step, and its target says whose it is.
# A transaction hands the lock on before it lets go of `pending`: who saw no transaction any more, and
# after that its own lock, has the node for itself.
take() {
  lock_folder
  mine="$$ $(started $$) $boot $(date +%s) $me"
  for try in 1 2 3; do
    if out=$(ln -s "$mine" "$l" 2>&1); then
      lock=$l
      forget
      untouched
      if mine; then
        return
      fi
      lock='' out='another one has taken it'
    fi
    o=$(readlink "$l") || continue
    case $o in
      "@${name:--} "*) ;;
      *)
        if lock_held "$o"; then
          held "$o"
        fi
        ;;
    esac
    if mv "$l" "$l.$$" && [ "$(readlink "$l.$$")" != "$o" ]; then
      # Another one was quicker and this is its lock, not the one whose owner is dead.
      mv "$l.$$" "$l"
    fi
    rm -f "$l.$$"
  done
  : "$try"
  say "$b nolock" "$out"
  exit 0
}

# held LOCK: ends the script where another one is at work
held() {
  say "$b held $(date +%s)" "$1"
  exit 0
}

# untouched: ends the script where a transaction is under way that is not this run's. One whose
# processes are gone is brought to its end first, by its own program.
untouched() {
  o=$(readlink "$T/pending" 2>/dev/null) || return 0
  i=${o##*/}
  if [ "$i" = "$name" ]; then
    return
  fi
  if [ -f "$T/$o/program" ]; then
    sh "$T/$o/program" status >/dev/null 2>&1
  fi
  if [ "$(readlink "$T/pending" 2>/dev/null)" = "$o" ] && { [ -f "$T/$o/program" ] || staging; }; then
    begun=$(sed -n 's/^created=//p' "$T/$o/meta" 2>/dev/null)
    l=tx
    if grep -q '^manual=' "$T/$o/meta" 2>/dev/null; then
      l=manual
    fi
    held "$l $i $boot ${begun:-$(date +%s)} $(sed -n 's/^owner=//p' "$T/$o/meta" 2>/dev/null)"
  fi
}

# staging: whether a transaction whose program is not there yet is being put there
staging() {
  s=$(readlink "$T/$o/stager") && [ "$(started "${s%% *}")" ]
} 2>/dev/null

# forget: removes a dead owner's lock whose removal was itself cut short
forget() {
  set +f
  for t in "$lock".[0-9]*; do
    if [ -L "$t" ] && [ ! -d "/proc/${t##*.}" ]; then
      rm -f "$t"
    fi
  done
  set -f
}

# sweep FOLDER NAME: removes what an apply left behind that was killed
sweep() {
  set +f
  for t in "$1/.$2.bascule-"*; do
    set -f
    m=${t##*.bascule-}
    p=${m#*-}
    if [ -e "$t" ] || [ -L "$t" ]; then
      if [ "${m%%-*}" != "${boot%%-*}" ] || [ ! -d "/proc/${p%%-*}" ]; then
        rm -f "$t"
      fi
    fi
  done
  set -f
}

# --- before anything is written

hashable() {
  if ! sum /dev/null >/dev/null; then
    out='the node has none of sha256sum, busybox, openssl to check it with'
    unstaged -
  fi
}

# look LINES: what is at each path ("h <path>" with its hash, "- <path>" without), one fact a line
look() {
  all='' sums=''
  for l in $1; do
    p=${l#* }
    if [ -L "$p" ]; then
      all=$all$p$nl
      say "link $p" "$(readlink "$p")"
    elif [ -e "$p" ]; then
      all=$all$p$nl
      case $l in
        h*) sums=$sums$p$nl ;;
      esac
    else
      say "none $p"
    fi
  done
  if [ "$all" ]; then
    if has stat; then
      stat -c '%f %u %g %n' $all
    else
      lsstat $all
    fi
  fi
  if [ "$sums" ]; then
    sums $sums
  fi
}

# expect LINES TEXT: ends the script where a path is not as the plan was made against
expect() {
  seen=$(look "$1" 2>&1)
  if [ "$seen" != "$2" ]; then
    say "$b moved" "$seen"
    exit 0
  fi
}

# --- staging: each new file is written beside its place, hashed, and given its owner and mode

# stage NUMBER FOLDER NAME SHA256 MODE OWNER BASE64
stage() {
  t=$2/.$3.bascule-$mark-$1
  if ! out=$( (umask 077 && set -C && : >"$t") 2>&1); then
    unstaged "$1"
  fi
  staged=$staged$t$nl
  # dd, because it can fsync on the oldest nodes too; the file is whole on disk before its rename
  if ! out=$(say "$7" | decode 2>/dev/null | dd of="$t" bs=65536 conv=fsync 2>&1); then
    unstaged "$1"
  fi
  if ! own "$t" "$5" "$6"; then
    unstaged "$1"
  fi
  expected="$expected$4  $t$nl"
}

unstaged() {
  say "$b unstaged $1" "$out"
  exit 0
}

# sealed: ends the script where a staged file does not read back as it should
sealed() {
  if [ "$(sums $staged)$nl" != "$expected" ]; then
    out='it does not read back as it was written'
    unstaged -
  fi
}

# --- steps

# step NUMBER FUNCTION ...
step() {
  i=$1 out=''
  shift
  if "$@"; then
    say "$b done $i"
  else
    say "$b fail $i $?" "$out"
    exit 0
  fi
}

# commit FOLDER NAME PATH MODE OWNER SHA256: mode and owner only where they could not be set before;
# the hash is what an edited file was made from, "none" where nothing was there
commit() {
  t=$1/.$2.bascule-$mark-$i
  if [ "$6" ]; then
    h=none
    if [ -e "$3" ]; then
      h=$(sums "$3")
    fi
    if [ "${h%% *}" != "$6" ]; then
      out='a step before has changed it; plan again'
      return 1
    fi
  fi
  own "$t" "$4" "$5" || return
  labelled "$3" "$t"
  unlinked "$3" || return
  out=$(mv -f "$t" "$3" 2>&1) || return
  relabelled "$3"
  # The file was on disk already; fsync of its new name brings the rename there, too.
  dd if=/dev/null of="$3" conv=notrunc,fsync 2>/dev/null || :
}

folder() {
  out=$( (umask 077 && mkdir "$1") 2>&1) || return
  own "$1" "$2" "$3" || return
  relabelled "$1"
  settled "$1/"
}

# access PATH MODE OWNER
access() {
  own "$@" || return
  settled "$1"
}

# link FOLDER NAME PATH TARGET
link() {
  t=$1/.$2.bascule-$mark-$i
  out=$(ln -s -- "$4" "$t" 2>&1) || return
  staged=$staged$t$nl
  unlinked "$3" || return
  out=$(mv -f "$t" "$3" 2>&1) || return
  settled "$1/"
}

# remove PATH RECURSIVE: never what is mounted there; containers' private areas are
remove() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then
    while IFS=' ' read -r x p x; do
      : "$x"
      case $p in
        "$1" | "$1"/*)
          out="$p is mounted"
          return 1
          ;;
      esac
    done </proc/mounts
    if [ "$2" ]; then
      out=$(rm -rf "$1" 2>&1) || return
    else
      out=$(rmdir "$1" 2>&1) || return
    fi
  else
    out=$(rm -f "$1" 2>&1) || return
  fi
  settled "${1%/*}/"
}

# parameter PATH VALUE: tee, because it says why the kernel does not take a value; dash does not
parameter() {
  out=$(say "$2" | tee "/proc/sys/$1" 2>&1 >/dev/null)
}

module() {
  out=$(modprobe "$@" 2>&1)
}

# service ACTION NAME
service() {
  if [ -d /run/systemd/system ]; then
    case $1 in
      reload) quiet systemctl reload-or-restart "$2" ;;
      *) quiet systemctl "$1" "$2" ;;
    esac
    return
  fi
  case $1 in
    enable) atboot "$2" on enable add ;;
    disable) atboot "$2" off disable del ;;
    *) quiet "/etc/init.d/$2" "$1" ;;
  esac
}

atboot() {
  if has chkconfig; then
    quiet chkconfig "$1" "$2"
  elif has update-rc.d; then
    if [ "$3" = enable ]; then
      quiet update-rc.d "$1" defaults || return
    fi
    quiet update-rc.d "$1" "$3"
  elif has rc-update; then
    quiet rc-update "$4" "$1" default
  else
    out='this node has none of chkconfig, update-rc.d, rc-update'
    return 1
  fi
}

reread() {
  if [ -d /run/systemd/system ]; then
    quiet systemctl daemon-reload
  fi
}

# quiet COMMAND: with its output in a file, not a pipe; a daemon that it starts and that keeps its
# output open would hold a pipe, and us, for ever
quiet() {
  rm -f "$lock.out"
  (
    unset LC_ALL
    "$@"
  ) >"$lock.out" 2>&1
  rc=$?
  out=$(tail -c 4000 "$lock.out")
  rm -f "$lock.out"
  return "$rc"
}

# run NUMBER CREATES REMOVES: the function command_NUMBER, unless its guard says no
run() {
  if [ "$2" ] && { [ -e "$2" ] || [ -L "$2" ]; }; then
    needless "$1"
  elif [ "$3" ] && [ ! -e "$3" ] && [ ! -L "$3" ]; then
    needless "$1"
  elif has "unless_$1" && (
    unset LC_ALL
    "unless_$1"
  ) >/dev/null 2>&1; then
    needless "$1"
  else
    quiet "command_$1"
  fi
}

needless() {
  say "$b skip $1"
}
