# shellcheck shell=sh disable=SC2154,SC2034
# The way back from a transaction that was confirmed.

# tx_revert OLD_ID: at staging; the batch is the old one's inverse, the files are those it replaced
tx_revert() {
  old=$T/tx/$1
  if [ ! -e "$old/inverse" ]; then
    tx_refuse unknown "there is no transaction $1 on this node any more"
  fi
  tx_text batch "$(cat "$old/inverse")"
  # Forward, it would end at the first step that is not needed any more.
  tx_text inverse "$(sed -e 's/^net_begin forward &&$/net_begin undo/' -e 's/ &&$//' "$old/batch")"
  if [ -e "$old/replica" ]; then
    tx_text replica "$(cat "$old/replica") &&$nl$(cat "$old/batch")"
  fi
  # What links asked Open vSwitch for before the old one began.
  # shellcheck disable=SC2012 # names of links
  ls "$old" | sed -n 's/^asked\.//p' | while IFS= read -r k; do
    cp -p "$old/asked.$k" "$d/"
  done
  for k in touched made reboot reach; do
    tx_meta "$k" "$(sed -n "s/^$k=//p" "$old/meta" | tail -n 1)"
  done
  case $nl$(cat "$old/meta")$nl in
    *"${nl}ovs=joins$nl"*) tx_meta ovs leaves ;;
    *"${nl}ovs=leaves$nl"*) tx_meta ovs joins ;;
  esac
  while IFS=$tab read -r op n sha was staged target; do
    : "$was" "$staged"
    if [ "$target" ]; then
      IFS=$nl
      tx_revert_file "$op" "$n" "$sha" "$target"
    fi
  done <"$old/files"
}

# tx_rehearse_back: on a stand-in for what there was, changed once more as it was changed then
tx_rehearse_back() {
  if [ -e "$d/replica" ]; then
    tx_rehearse
  else
    say "$b unrehearsed" 'the node has no stand-in for what this transaction changed'
  fi
}

# tx_revert_file OP N SHA256 TARGET
tx_revert_file() {
  before=$3
  if [ "$1" = drop ]; then
    before=none
  fi
  if [ -e "$old/old/$2" ]; then
    name=${4##*/}
    l=$(tx_access "$old/old/$2")
    tx_put "$2" "${4%/*}" "$(printf '%.50s' "$name")" "$4" "$(tx_hash "$old/old/$2")" \
      "${l%% *}" "${l#* }" "$before" "@$old/old/$2"
  else
    tx_drop "$2" "$4" "$before"
  fi
}

# tx_reversal: what is needed to undo this one, for the controller to plan with
tx_reversal() {
  tx_show
  for n in batch inverse before meta; do
    say "${b:+$b }$n"
    cat "$d/$n"
  done
  tx_files tx_old
}

tx_old() {
  if [ -e "$d/old/$2" ]; then
    say "${b:+$b }old $2 $6 $(tx_access "$d/old/$2")"
    if has base64; then
      base64 "$d/old/$2"
    elif has openssl; then
      openssl base64 -in "$d/old/$2"
    else
      busybox base64 "$d/old/$2"
    fi
  else
    say "${b:+$b }none $2 $6"
  fi
}
