# shellcheck shell=bash
# banners.sh SECONDS {HOME ADDRESS}...: returns once each address answers on port 22 with an SSH banner;
# fails when the time is over, and at once when a node's PID 1 has ended.
deadline=$(($(date +%s) + $1))
shift
# shellcheck disable=SC2016
probe='exec 3<>"/dev/tcp/$0/22" && read -r banner <&3 && [ "${banner#SSH-2.0-}" != "$banner" ]'

# Asking too early costs a second each: that is when ARP asks again.
# A kernel of its own keeps its /run to itself.
listens() { read -r flavour <"$1/flavour" && case $flavour in uml | *-uml) ;; *) listens_here "$1" ;; esac; }
listens_here() { read -r pid _ <"$1/init" && [ -e "/proc/$pid/root/run/sshd.pid" ]; }

has_ended() { read -r boot <"$1/boot" && [ -e "$1/ended.$boot" ]; }

while [ $# -gt 0 ]; do
  until { listens "$1" && timeout 5 bash -c "$probe" "$2"; } 2>/dev/null; do
    if has_ended "$1" || [ "$(date +%s)" -gt "$deadline" ]; then
      printf 'lab: %s does not answer as an SSH server\n' "${1##*/}" >&2
      exit 1
    fi
    sleep 0.02
  done
  shift 2
done
