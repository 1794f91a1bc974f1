# shellcheck shell=sh disable=SC2154,SC2034
# Files that a transaction puts in place at confirm. `files` has a line for each, in their order:
# "put|drop N SHA256|- BEFORE STAGED TARGET", between tabs; it is written before the file is.
tab=$(printf '\t')

# tx_put N FOLDER NAME PATH SHA256 MODE OWNER BEFORE BASE64
tx_put() {
  f=$2/.$3.bascule-$I-$1
  tx_list put "$1" "$5" "$8" "$f" "$4"
  if ! out=$( (umask 077 && set -C && : >"$f") 2>&1); then
    tx_cannot
  fi
  # shellcheck disable=SC2094 # not the same file
  if ! out=$(tx_payload "$9" | dd of="$f" bs=65536 conv=fsync 2>&1); then
    tx_cannot
  fi
  if ! tx_dress "$4" "$f" "$6" "$7"; then
    tx_cannot
  fi
}

# tx_payload BASE64|@FILE
tx_payload() {
  case $1 in
    @*) cat "${1#@}" ;;
    *) say "$1" | decode 2>/dev/null ;;
  esac
}

# tx_dress TARGET STAGED MODE OWNER: where nothing is said, as the file that is there
tx_dress() {
  m=$3 o=$4
  if [ -e "$1" ]; then
    l=$(tx_access "$1")
    m=${m:-${l%% *}} o=${o:-${l#* }}
  fi
  own "$2" "${m:-644}" "${o:-0:0}" || return
  labelled "$1" "$2"
}

# tx_access FILE: "<octal mode> <uid>:<gid>"
tx_access() {
  if has stat; then
    stat -L -c '%a %u:%g' "$1"
  else
    l=$(lsstat "$1")
    m=${l%% *} l=${l#* }
    o=${l%% *} l=${l#* }
    printf '%o %s:%s\n' "$((0x$m & 4095))" "$o" "${l%% *}"
  fi
}

# tx_drop N PATH BEFORE
tx_drop() {
  tx_list drop "$1" - "$3" - "$2"
}

# tx_list ...: an intent is on disk before what it intends; the old file is kept for a revert
tx_list() {
  tx_as_seen "$4" "$6"
  mkdir -p "$d/old" 2>/dev/null
  if [ -e "$6" ]; then
    # With its mode, owner and time
    out=$(cp -p "$6" "$d/old/$2" 2>&1) || tx_cannot
    tx_fsync "$d/old/$2"
  fi
  tx_text files "$(cat "$d/files")$nl$1$tab$2$tab$3$tab${4:--}$tab$5$tab$6"
}

# tx_as_seen BEFORE PATH: refuses where the file is not what the plan was made from
tx_as_seen() {
  if [ "$(tx_hash "$2")" != "${1:--}" ] && [ "${1:--}" != - ]; then
    tx_refuse moved "$2"
  fi
}

# tx_hash PATH: its sha256, or none
tx_hash() {
  if [ -e "$1" ] || [ -L "$1" ]; then
    o=$(sum "$1" | sed 's/^\\//')
    say "${o%% *}"
  else
    say none
  fi
}

# tx_files FUNCTION: calls it with "OP N SHA BEFORE STAGED TARGET" for each file
tx_files() {
  tx_each "$1" <"$d/files"
} 2>/dev/null

# tx_files_back FUNCTION: in the other order, in a subshell
tx_files_back() {
  sed '1!G;h;$!d' "$d/files" | tx_each "$1"
} 2>/dev/null

tx_each() {
  while IFS=$tab read -r op n sha was staged target; do
    if [ "$target" ]; then
      "$1" "$op" "$n" "$sha" "$was" "$staged" "$target" </dev/null
    fi
  done
}

tx_staged_well() {
  out=$(tx_files tx_misread)
  if [ "$out" ]; then
    tx_refuse hash "$out"
  fi
}

tx_misread() {
  if [ "$1" = put ] && [ "$(tx_hash "$5")" != "$3" ]; then
    say "$6 does not read back as it was written"
  fi
}

# tx_unstage: removes what was staged
tx_unstage() {
  tx_files tx_remove_staged
}

tx_remove_staged() {
  tx_trial "$2" "$6"
  if [ "$5" != - ]; then
    rm -f "$5"
  fi
}

# tx_moved: prints the targets that somebody else has changed since the plan
tx_moved() {
  tx_files tx_moved_one
}

tx_moved_one() {
  if [ -d "$6" ]; then
    say "$6 is a directory"
  elif [ "$4" != - ] && [ "$(tx_hash "$6")" != "$4" ]; then
    say "$6"
  elif [ "$1" = put ] && [ "$(tx_hash "$5")" != "$3" ]; then
    say "$5"
  else
    tx_fast "$@"
  fi
}
