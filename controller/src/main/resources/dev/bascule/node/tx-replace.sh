# shellcheck shell=sh disable=SC2154,SC2034
# The renames of a confirmation: whether they can be done, how each is done, and how it is undone. Called by tx_files
# with "OP N SHA256 BEFORE STAGED TARGET".

# tx_replaceable: at staging, so that a file that cannot be replaced is found before anything is changed
tx_replaceable() {
  out=$(tx_files tx_fast)
  if [ "$out" ]; then
    tx_refuse write "$out"
  fi
}

# tx_fast ...: says why the target cannot be replaced. What is immutable, or mounted, takes no second name either; where
# nothing takes one, that tells nothing.
tx_fast() {
  if [ -L "$6" ] || ! [ -e "$6" ]; then
    return
  fi
  tx_trial "$2" "$6"
  if l=$(ln "$6" "$t" 2>&1); then
    rm -f "$t" || say "$6 cannot be replaced: the folder keeps what is in it"
    return
  fi
  if (set -C && : >"$t.new") && ln "$t.new" "$t"; then
    say "$6 cannot be replaced: $l"
  fi
  rm -f "$t" "$t.new"
}

# tx_trial N TARGET: $t is a name beside the target that is not in the way
tx_trial() {
  t=${2%/*}/.bascule-$I-$1
  rm -f "$t" "$t.new"
}

# tx_settle ...: the rename, on disk before the next one. $unplaced tells of one that failed; none comes after it then.
tx_settle() {
  tx_whole || return 0
  case $1 in
    put)
      if [ -e "$5" ]; then
        labelled "$6" "$5"
        if ! unlinked "$6" || ! out=$(mv -f "$5" "$6" 2>&1); then
          tx_unplaced "$6 is not in place: $out"
          return
        fi
        relabelled "$6"
        tx_fsync "$6"
      elif l=$(tx_hash "$6") && [ "$l" != "$3" ]; then
        if [ "$l" = "$4" ]; then
          tx_unplaced "$6 is not in place"
        else
          tx_note "$6 is not in place"
        fi
      fi
      ;;
    drop)
      if [ -e "$6" ] || [ -L "$6" ]; then
        if out=$(rm -f "$6" 2>&1); then
          settled "${6%/*}/"
        else
          tx_unplaced "$6 is there still: $out"
        fi
      fi
      ;;
  esac
}

tx_unplaced() {
  unplaced='file'
  tx_note "$1"
}

# tx_placed ...: says something where the rename was done
tx_placed() {
  case $1 in
    put) [ -e "$5" ] || [ "$(tx_hash "$6")" = "$4" ] || say "$6" ;;
    drop) [ -e "$6" ] || [ -L "$6" ] || [ "$4" = none ] || say "$6" ;;
  esac
}

# tx_waiting ...: says something where it is still to be done
tx_waiting() {
  case $1 in
    put) [ ! -e "$5" ] || say "$6" ;;
    drop) { [ ! -e "$6" ] && [ ! -L "$6" ]; } || say "$6" ;;
  esac
}

# tx_unsettle: back over what a boot may find between two renames, in the other order. $stuck is what could not be put back.
tx_unsettle() {
  stuck=$(tx_files_back tx_put_back)
}

# tx_put_back ...: the old file again, where the new one was put in its place and nobody has written it since
tx_put_back() {
  if ! [ "$(tx_placed "$@")" ] || { [ "$1" = put ] && [ "$(tx_hash "$6")" != "$3" ]; }; then
    return
  fi
  # Not that of a trial, which somebody else's confirmation may be making.
  t=${6%/*}/.bascule-$I-$2.old
  rm -f "$t"
  if [ "$4" = none ]; then
    if out=$(rm -f "$6" 2>&1); then
      settled "${6%/*}/"
      return
    fi
  elif out=$(cp -p "$d/old/$2" "$t" 2>&1) && tx_is "$t" "$4" && labelled "$6" "$t" && tx_fsync "$t" &&
    out=$(mv -f "$t" "$6" 2>&1); then
    relabelled "$6"
    tx_fsync "$6"
    return
  fi
  rm -f "$t"
  say "- file $6"
  tx_note "$6 could not be put back: $out"
}

# tx_is FILE SHA256|-
tx_is() {
  out='what was kept of it does not read back'
  [ "$2" = - ] || [ "$(tx_hash "$1")" = "$2" ]
}
