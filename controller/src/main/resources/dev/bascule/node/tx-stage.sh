# shellcheck shell=sh disable=SC2154,SC2034
# Staging: everything a transaction needs is on disk, whole, before anything is changed.

# tx_begin ID OWNER WINDOW: makes the folder and takes `pending`
tx_begin() {
  tx_open "$1"
  begun='' sealed=''
  trap tx_leave EXIT
  trap 'exit 1' HUP INT TERM PIPE
  umask 077
  tx_boot
  tx_me
  if ! sum /dev/null >/dev/null; then
    tx_refuse tools 'the node has none of sha256sum, busybox, openssl'
  fi
  tx_unlocked
  if ! out=$(mkdir -p "$T/tx" 2>&1) || ! out=$(mkdir "$d" 2>&1); then
    tx_cannot
  fi
  begun=1
  out=$(ln -s "$me" "$d/stager" 2>&1) || tx_cannot
  tx_pend
  tx_unlocked
  tx_uptime
  tx_text program "$P${nl}X='${X:-/bin/sh}'${nl}tx_main \"\$@\""
  tx_text meta "id=$1${nl}owner=$2${nl}window=$3${nl}created=$(date +%s)${nl}uptime=$up${nl}mark=$mark"
  tx_text files "$nl"
  tx_enter staging || tx_cannot
}

# tx_unlocked: refuses where a script is at work on this node that is not of the same run. Whoever
# takes one of the two, lock and `pending`, looks at the other one after that; so does apply.
tx_unlocked() {
  lock_folder
  o=$(readlink "$l" 2>/dev/null) || return 0
  case $o in
    "@$I "*) ;;
    *)
      if lock_held "$o"; then
        tx_refuse busy "$(date +%s)" "$o"
      fi
      ;;
  esac
}

# tx_pend: one transaction at a time. -n, because the link leads to a folder.
tx_pend() {
  for try in 1 2 3 4 5 6 7 8 9; do
    out=$(ln -sn "tx/$I" "$T/pending" 2>&1)
    if tx_owed; then
      return
    fi
    o=$(readlink "$T/pending") || continue
    tx_elsewhere "${o##*/}"
    if [ "$(readlink "$T/pending" 2>/dev/null)" = "$o" ]; then
      lock_folder
      case $try:$(readlink "$l" 2>/dev/null) in
        [1-8]:"@$I "*)
          # Who looks at the lock in a moment finds that it is this run's turn.
          tx_nap
          continue
          ;;
      esac
      tx_refuse pending "$(tx_pending "${o##*/}")"
    fi
  done
  : "$try"
  tx_cannot
}

# tx_elsewhere ID: brings another transaction to its end where nobody does
tx_elsewhere() (
  trap - EXIT
  unset b
  tx_open "$1"
  if [ -e "$d/files" ]; then
    tx_revive
  else
    tx_discard
  fi
) >/dev/null

# tx_pending ID: what is known of a transaction that is in the way
tx_pending() (
  tx_open "$1"
  tx_facts
  tx_value owner
  o=$v
  tx_value manual
  say "id=$I" "owner=$o" "age=$age" "left=$left" "state=$st" "manual=$v"
)

# tx_leave: the script ends; what was staged without a watchdog over it goes
tx_leave() {
  if [ "$begun" ] && [ -z "$sealed" ]; then
    tx_discard
    lock_folder
    case $(readlink "$l" 2>/dev/null) in
      "@$I "*) rm -f "$l" ;;
    esac
  fi
  if [ "${b-}" ]; then
    say "$b end"
  fi
}

# tx_discard: of a transaction that changed nothing. A watchdog that has it already ends it: who
# takes the folder from under it leaves a transaction that nobody can ask for its end.
tx_discard() {
  if o=$(readlink "$d/stager") && [ "$o" != "${me-}" ] && tx_alive "$o"; then
    return
  fi
  if ! tx_claim && tx_worker && [ "$worker" ] && tx_alive "$worker"; then
    tx_elect rollback:not-armed
    return
  fi
  tx_unstage
  if tx_owed; then
    rm -f "$T/pending"
  fi
  rm -rf "$d"
} 2>/dev/null

# tx_refuse CODE WORDS...: nothing was changed, and nothing is left
tx_refuse() {
  say "${b:+$b }refused $1"
  shift
  say "$@"
  exit 0
}

# tx_cannot: refuses for what $out says
tx_cannot() {
  case $out in
    *'o space left'*) tx_refuse full "$out" ;;
    *) tx_refuse write "${out:-$d cannot be written}" ;;
  esac
}

# tx_text NAME TEXT
tx_text() {
  tx_write "$1" "$2" || tx_cannot
}

# tx_meta KEY VALUE
tx_meta() {
  tx_text meta "$(cat "$d/meta")$nl$1=$2"
}

# tx_seal: reads back what was staged, remembers the network as it is, and keeps some room: a
# rollback on a full disk starts with removing the ballast
tx_seal() {
  tx_staged_well
  tx_replaceable
  tx_ovs_ready
  tx_value touched
  touched=$v
  out=$( (tx_network >"$d/before") 2>&1) || tx_cannot
  if ! [ -s "$d/before" ]; then
    tx_refuse tools 'the state of the network cannot be read'
  fi
  out=$(dd if=/dev/zero of="$d/ballast" bs=65536 count=2 conv=fsync 2>&1) || tx_cannot
  (: >"$d/log") 2>/dev/null || tx_cannot
  tx_fsync "$d/before"
  tx_baseline
  tx_reachable
  tx_enter staged || tx_cannot
}
