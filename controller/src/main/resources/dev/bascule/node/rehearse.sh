# shellcheck shell=sh disable=SC2034,SC1091
# Rehearses a batch and its inverse where they can do no harm: in a network and mount namespace of
# its own. Sent behind common, net-ops, net-addresses and netstate. Prints one of
#   rehearsal ok
#   rehearsal skipped WORDS       there is no way to rehearse here
#   rehearsal failed WORDS        the batch would fail
#   rehearsal differs             and the lines of netdiff: the inverse does not lead back
# and ends with 0, 3, 1, 2. What else is printed says why not even that could be tried.

# net_rehearse PROGRAM FOLDER LINK...: PROGRAM is a file that has these parts and calls net_inside
# with all of its words but the first, "rehearsal"; FOLDER holds replica, batch and inverse, and
# gets what the states were.
net_rehearse() {
  net_x=$(readlink /proc/self/ns/net 2>/dev/null)
  if [ ! "$net_x" ] || ! has unshare; then
    echo 'rehearsal skipped no unshare, or no namespaces'
    return 3
  fi
  net_f=$1
  shift
  # shellcheck disable=SC2086 # a word a line
  unshare -n -m ${X:-/bin/sh} "$net_f" rehearsal "$net_x" "$@" 2>&1 </dev/null
}

net_skipped() {
  printf '%s\n' "rehearsal skipped $1"
  exit 3
}

# net_inside OUTER FOLDER LINK...: OUTER is the name of the namespace that must not be touched
net_inside() {
  net_x=$(readlink /proc/self/ns/net)
  if [ ! "$1" ] || [ ! "$net_x" ] || [ "$net_x" = "$1" ]; then net_skipped 'this is the own network'; fi
  net_to=$2
  shift 2
  net_inside_mounts
  for net_x; do
    # Every network has a lo.
    if [ "$net_x" ] && [ "$net_x" != lo ] && [ -e "/sys/class/net/$net_x" ]; then net_skipped '/sys shows the own network'; fi
  done
  net_inside_quiet
  net_w=$(. "$net_to/replica") || net_skipped "a stand-in for the network cannot be made: $net_w"
  net_seen "$@" >"$net_to/rehearsal.before"
  if ! net_w=$(. "$net_to/batch"); then
    printf '%s\n' "rehearsal failed $net_w"
    exit 1
  fi
  net_w=$(. "$net_to/inverse")
  net_seen "$@" >"$net_to/rehearsal.after"
  net_inside_verdict "$(
    IFS=' '
    echo "$*"
  )"
}

# net_inside_mounts: nothing that is mounted or made here is to be seen outside. Options of bridges
# are files of /sys, which shows the network of who mounted it; namespaces' names are files.
net_inside_mounts() {
  # shellcheck disable=SC3013 # as in netstate
  if [ /proc/self/ns/mnt -ef "/proc/$PPID/ns/mnt" ]; then net_skipped 'no mounts of its own'; fi
  if ! mount --make-rprivate / 2>/dev/null && grep -q ' shared:' /proc/self/mountinfo; then
    net_skipped 'what is mounted here would be seen outside'
  fi
  mount -t sysfs sysfs /sys 2>/dev/null || net_skipped 'no /sys of its own'
  for net_x in /run /var/run; do
    if [ -d "$net_x/netns" ]; then net_x=$net_x/netns; fi
    if [ -d "$net_x" ] && [ ! -L "$net_x" ]; then
      mount -t tmpfs tmpfs "$net_x" 2>/dev/null || net_skipped "no $net_x of its own"
    fi
  done
}

# net_seen LINK...: without what a namespace cannot have as the node has it
net_seen() {
  netstate "$@" | grep -v '^sysctl [^ ]* net/ipv[46]/neigh/'
}

# No address is to come later by itself, and nothing be told, kept or looked for outside.
net_inside_quiet() {
  net_scratch=1 net_dir=''
  # shellcheck disable=SC2317 # netstate calls it
  netstate_dhcp() { :; }
  # shellcheck disable=SC2317 # and this: the switch is not in here
  netstate_ovs() { :; }
  for net_x in 'accept_dad 0' 'addr_gen_mode 1' 'accept_ra 0'; do
    net_write "/proc/sys/net/ipv6/conf/default/${net_x% *}" "${net_x#* }"
  done
  net_updown lo up
}

# net_inside_verdict LINKS: ends with it
net_inside_verdict() {
  net_x=$(netdiff "$net_to/rehearsal.before" "$net_to/rehearsal.after" "$1")
  case $? in
    0)
      echo 'rehearsal ok'
      exit 0
      ;;
    1)
      printf '%s\n' 'rehearsal differs' "$net_x" ${net_w:+"$net_w"}
      exit 2
      ;;
    *) net_skipped "the state of the stand-in cannot be read: $net_x" ;;
  esac
}

# net_stand LINK MAC MTU: plays a card
net_stand() {
  net_c=$((${net_c:-0} + 1))
  if ip link add name "$1" type veth peer name "stand.$net_c" 2>/dev/null; then
    net_updown "stand.$net_c" up
  else
    ip link add name "$1" type dummy || return
  fi
  if [ "$2" ]; then ip link set dev "$1" address "$2"; fi
  ip link set dev "$1" mtu "$3"
}
