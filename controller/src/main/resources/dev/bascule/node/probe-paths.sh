# shellcheck shell=sh disable=SC2154,SC2086
# $F: lines "<what> <path>"; what is
#   -     type, permissions, owner      e  likewise, and whether a directory is empty
#   16 hexadecimal digits: the begin of the expected sha256; the content only if it differs
#   d     like -, links followed        c  the content, links followed

paths() {
  all='' sums=''
  for l in $F; do
    f=${l%% *} p=${l#* }
    if [ -L "$p" ]; then
      case $f in
        [cd])
          r=$(readlink -f "$p")
          say "$b real" "$p" "$r"
          p=$r
          ;;
        *) say "$b link" "$p" "$(readlink "$p")" ;;
      esac
    fi
    if [ -e "$p" ] || [ -L "$p" ]; then
      all=$all$p$nl
      if [ -L "$p" ]; then
        continue
      elif [ -d "$p" ]; then
        if [ "$f" = e ]; then
          hollow "$p"
        fi
      elif [ -f "$p" ]; then
        case $f in
          [de-]) ;;
          *) sums=$sums$p$nl ;;
        esac
      fi
    else
      q=$p
      while :; do
        q=${q%/*}
        if [ -e "${q:-/}" ]; then
          break
        fi
      done
      say "$b none" "$p" "${q:-/}"
    fi
  done
  if [ "$all" ]; then
    echo "$b stat"
    if has stat; then
      stat -c '%f %u %g %U %G %n' $all
    elif has lsstat; then
      lsstat $all
    else
      echo "$b nostat"
    fi 2>/dev/null
  fi
  if [ "$sums" ]; then
    contents
  fi
}

contents() {
  if o=$(sum $sums) || [ "$o" ]; then
    say "$b sum" "$o"
    for l in $o; do
      h=${l%% *}
      p=${l#* ?}
      case $nl$F in
        *"$nl${h%"${h#????????????????}"} $p$nl"*) ;;
        *) content "$p" ;;
      esac
    done
  else
    for p in $sums; do
      content "$p"
    done
  fi
}

# One byte above the limit tells the controller that the file is larger.
content() {
  if [ ! -r "$1" ]; then
    return
  fi
  say "$b text" "$1"
  if has base64; then
    head -c 262145 "$1" | base64
  else
    echo x
    head -c 262145 "$1" | od -An -v -tx1
  fi
}
