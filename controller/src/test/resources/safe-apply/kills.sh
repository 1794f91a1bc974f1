# Kills confirm, the living watchdog or both at random moments; then lets the next contact finish it.
# Arguments: FOLDER (with node/: state/tx/k1, applied, without a watchdog, and etc/), ROUNDS, SEED.
# SHELL_WORDS is the tested shell, with commas.
# Prints "new COUNT old COUNT midway COUNT", or what was wrong.
LC_ALL=C
cd "$1" || exit
rounds=$2 seed=$3 new=0 old=0 midway=0 round=0 longest=0

run() (
  IFS=,
  # shellcheck disable=SC2086 # the shell's words
  exec $1 $SHELL_WORDS "$d/program" $2 >/dev/null 2>&1
)

wrong() {
  echo "round $round, killed $victims $delay ms after $when, of $longest: $1"
  ls -la "$n/etc" "$d"
  cat "$d/log" "$d/state"
  exit 1
}

# random LIMIT: $r is below it
random() {
  seed=$(((seed * 1103515245 + 12345) % 2147483648))
  r=$((seed / 65536 % $1))
}

# now: $ms
now() {
  read -r ms rest </proc/uptime
  ms=${ms%.*}${ms#*.}0
}

# begin: a copy of the node, with a watchdog that is alive. Each round has a folder of its own, so
# that what is left of one cannot help the next.
begin() {
  n=$1 d=$n/state/tx/k1
  cp -a node "$n"
  sed "s|$top/node/|$n/|g" node/state/tx/k1/files >"$d/files"
  # The watchdog is there first, as on a node; the applier's end is known of only then.
  rm "$d/applier"
  run setsid watch &
  tries=0
  until [ "$st" = armed ]; do
    [ $tries -lt 6000 ] || wrong 'the watchdog does not start'
    sleep 0.01
    read -r st rest <"$d/state"
    tries=$((tries + 1))
  done
  cp node/state/tx/k1/state "$d/state.test"
  mv "$d/state.test" "$d/state"
  cp -P node/state/tx/k1/applier "$d/applier"
  st=
}

pause() {
  sleep 0.01
  patience=$((patience - 1))
  [ $patience -gt 0 ] || wrong 'confirm does not come there'
}

# kill_work: whoever has the work now
kill_work() {
  for w in 3 2 1; do
    if p=$(readlink "$d/worker.$w"); then
      kill -9 "${p%% *}"
      return
    fi
  done
} 2>/dev/null

# strike VICTIMS
strike() {
  case $1 in
    confirm | both) kill -9 "$confirm" 2>/dev/null ;;
  esac
  case $1 in
    watchdog | both) kill_work ;;
  esac
}

# finish: what somebody does who looks at the node
finish() {
  tries=0
  while [ -L "$n/state/pending" ]; do
    if [ $((round % 2)) = 0 ]; then
      run '' status
    else
      run '' recover
    fi
    tries=$((tries + 1))
    [ "$tries" -lt 1000 ] || wrong 'it does not end'
    sleep 0.03
  done
}

check() {
  read -r state rest <"$d/state"
  content=$(cat "$n/etc/a" "$n/etc/b" "$n/etc/c" 2>/dev/null | tr '\n' ' ')
  world=$(cat "$n/world")
  case "$state $world $content" in
    'confirmed new new-a new-b ') new=$((new + 1)) ;;
    'rolled-back-verified old old-a old-c ') old=$((old + 1)) ;;
    *) wrong "state $state $rest, network: $world, files: $content" ;;
  esac
  [ -z "$(find "$n/etc" -name '.*bascule*')" ] || wrong 'a staged file is left'
  [ "$(grep -c " k1 $state " "$n/state/journal")" = 1 ] || wrong 'the journal does not say so once'
}

top=$1 st='' victims=nobody delay=0 when=never
nonce=$(sed 's/^applied [^ ]* \([^ ]*\).*/\1/' node/state/tx/k1/state)
while [ "$round" -lt "$rounds" ]; do
  if [ $((round % 25)) = 0 ]; then
    # How long it takes here and now, undisturbed
    begin "$top/clock.$round"
    now
    began=$ms
    run '' "confirm,secret,$nonce"
    now
    longest=$((ms - began + 10))
    rm -rf "$n"
  fi
  round=$((round + 1))
  random 3
  victims=$(printf '%s\n' confirm watchdog both | sed -n "$((r + 1))p")
  begin "$top/node.$round"
  random "$longest"
  delay=$((r / 3)) when='the start'
  run '' "confirm,secret,$nonce" &
  confirm=$!
  # Half of them aim at the roll-forward.
  case $((round % 4)) in
    2)
      delay=$((r % 40)) when='the decision'
      patience=6000
      until [ -L "$d/decision" ]; do
        pause
      done
      ;;
    3)
      delay=$((r % 20)) when='the first file'
      patience=6000
      while [ -e "$n/etc/.a.bascule-k1-1" ]; do
        pause
      done
      ;;
  esac
  sleep "$((delay / 1000)).$(printf '%03d' $((delay % 1000)))"
  strike "$victims"
  if [ -L "$d/decision" ] && [ -L "$n/state/pending" ]; then
    midway=$((midway + 1))
  fi
  if [ "$victims" = confirm ] && ! [ -L "$d/decision" ]; then
    # Nothing was decided, and the watchdog lives: the time is over.
    echo 0 >"$d/deadline.test"
    mv "$d/deadline.test" "$d/deadline"
  fi
  finish
  wait "$confirm"
  check
  rm -rf "$n"
done
echo "new $new old $old midway $midway"
