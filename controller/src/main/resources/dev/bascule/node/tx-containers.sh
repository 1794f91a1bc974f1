# shellcheck shell=sh disable=SC2154,SC2034
# Other network namespaces of the node: named ones, and those of containers' processes. Each is
# asked to reach its own gateway before and after; at most 20 of them.

tx_containers() {
  if ! has nsenter || ! has ping; then
    return
  fi
  # Inside a container ourselves, we would see others of the same host.
  if [ "$(readlink /proc/1/ns/net)" != "$(readlink /proc/self/ns/net)" ]; then
    return
  fi
  k=0
  tx_value touched
  touched=" $v "
  for r in $(tx_namespaces); do
    # What is to change inside of one, or is to go, need not be as it was.
    case $touched in
      *" @${r##*/} "*) continue ;;
    esac
    g=$(tx_inside "$r" cat /proc/self/net/route | tx_gateway)
    if [ "$g" ]; then
      k=$((k + 1))
      tx_proof_line "c$k${tab}inside$tab$g$tab$r"
    fi
  done
} 2>/dev/null

# tx_namespaces: one way into each: a path, or a process's
tx_namespaces() {
  {
    # shellcheck disable=SC2012 # find of busybox has no -printf
    ls -i /run/netns | sed 's/^ *\([0-9]*\) \(.*\)/\1 \/run\/netns\/\2/'
    tx_pids | sed 's|.*|/proc/&/ns/net|' | xargs ls -l |
      sed -n 's|.* \(/proc/[0-9]*/ns/net\) -> net:.\([0-9]*\).*|\2 \1|p'
  } | awk -v own="$(readlink /proc/$$/ns/net | tr -dc 0-9)" '$1 != own && !seen[$1]++ { print $2 }' |
    sed 20q
} 2>/dev/null

# tx_inside NAMESPACE COMMAND...
tx_inside() {
  r=$1
  shift
  if [ "$1" = tx_ping ]; then
    shift
    set -- ping -c 1 -W 2 "$1"
  fi
  nsenter "--net=$r" -- "$@"
}

# tx_gateway: the IPv4 default gateway, from the kernel's own table, whose numbers are little-endian
tx_gateway() {
  while IFS="$tab" read -r link to via more; do
    : "$link" "$more"
    if [ "$to" = 00000000 ] && [ "$via" != 00000000 ]; then
      w=${via#??} x=${via#????} y=${via#??????}
      printf '%d.%d.%d.%d\n' "0x$y" "0x${x%??}" "0x${w%????}" "0x${via%??????}"
      return
    fi
  done
}
