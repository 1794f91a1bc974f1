# Kills confirm, and whoever does its work, at random moments; then lets the next contact finish it.
# Arguments: FOLDER (with node/: state/tx/k1, applied, whose watchdog is dead, and etc/), ROUNDS, SEED.
# SHELL_WORDS is the tested shell, with commas; LONGEST the most milliseconds until the kill.
# Prints "new COUNT old COUNT midway COUNT", or what was wrong.
LC_ALL=C
cd "$1" || exit
rounds=$2 seed=$3 new=0 old=0 midway=0 round=0

run() (
  IFS=,
  # shellcheck disable=SC2086 # the shell's words
  exec $SHELL_WORDS "$d/program" "$@" >/dev/null 2>&1
)

wrong() {
  echo "round $round, killed after $delay ms: $1"
  ls -la "$n/etc" "$d"
  cat "$d/log" "$d/state"
  exit 1
}

kill_worker() {
  for w in 4 3 2; do
    if p=$(readlink "$d/worker.$w"); then
      kill -9 "${p%% *}"
      return
    fi
  done
} 2>/dev/null

nonce=$(sed 's/^applied [^ ]* \([^ ]*\).*/\1/' node/state/tx/k1/state)
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  seed=$(((seed * 1103515245 + 12345) % 2147483648))
  delay=$((seed / 65536 % LONGEST))
  # Each round has a folder of its own: children of what was killed before may still be at work.
  n=$1/node.$round d=$1/node.$round/state/tx/k1
  cp -a node "$n"
  sed "s|$1/node/|$n/|g" node/state/tx/k1/files >"$d/files"
  run confirm secret "$nonce" &
  sleep "0.$(printf '%03d' "$delay")"
  kill -9 $! 2>/dev/null
  kill_worker
  wait
  if [ -L "$d/decision" ] && [ -L "$n/state/pending" ]; then
    midway=$((midway + 1))
  fi
  tries=0
  while [ -L "$n/state/pending" ]; do
    run recover
    tries=$((tries + 1))
    [ "$tries" -lt 1000 ] || wrong 'it does not end'
  done
  read -r state rest <"$d/state"
  content=$(cat "$n/etc/a" "$n/etc/b" "$n/etc/c" 2>/dev/null | tr '\n' ' ')
  case "$state $content" in
    'confirmed new-a new-b ') new=$((new + 1)) ;;
    'rolled-back-verified old-a old-c ') old=$((old + 1)) ;;
    *) wrong "state $state $rest, files: $content" ;;
  esac
  [ -z "$(find "$n/etc" -name '.*bascule*')" ] || wrong 'a staged file is left'
  [ "$(grep -c " k1 $state " "$n/state/journal")" = 1 ] || wrong 'the journal does not say so once'
  rm -rf "$n"
done
echo "new $new old $old midway $midway"
