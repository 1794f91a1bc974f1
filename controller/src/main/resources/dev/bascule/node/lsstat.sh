# shellcheck shell=sh disable=SC2154
# For nodes without stat.

# lsstat PATH...: "<mode in hexadecimal> <uid> <gid> <path>" lines, from ls
lsstat() {
  for p; do
    l=$(ls -lnd "$p" 2>/dev/null)
    IFS=' '
    # shellcheck disable=SC2086
    set -- $l
    IFS=$nl
    m=${1%[.+@]} u=$3 g=$4 t=0 v=0 s=0
    case $m in
      -*) t=32768 ;;
      d*) t=16384 ;;
      l*) t=40960 ;;
      c*) t=8192 ;;
      b*) t=24576 ;;
      p*) t=4096 ;;
      s*) t=49152 ;;
    esac
    m=${m#?}
    while [ "$m" ]; do
      v=$((v * 2))
      s=$((s * 2))
      case $m in
        [rwxst]*) v=$((v + 1)) ;;
      esac
      case $m in
        [sStT]*) s=$((s + 1)) ;;
      esac
      m=${m#?}
    done
    # The special bits stand where x stands: bits 6, 3 and 0 of s become 4000, 2000 and 1000.
    v=$((t + v + (s / 64 % 2) * 2048 + (s / 8 % 2) * 1024 + (s % 2) * 512))
    printf '%x %s %s %s\n' "$v" "$u" "$g" "$p"
  done
}
