# shellcheck shell=sh disable=SC2154
# No JSON: iproute2 before 4.14 has none.

network() {
  if has ip; then
    echo "$b links"
    ip -o link 2>/dev/null
    echo "$b addresses"
    ip -o addr 2>/dev/null
    echo "$b routes"
    ip route 2>/dev/null
  else
    echo "$b ifconfig"
    ifconfig -a 2>/dev/null
    echo "$b route"
    route -n 2>/dev/null
  fi
  # The links too: an alias that holds line ends is told of as if there were more.
  echo "$b ports"
  set +f
  for p in /sys/class/net/* /sys/class/net/*/brif/*; do
    if [ -e "$p" ]; then
      say "$p"
    fi
  done
  set -f
}
