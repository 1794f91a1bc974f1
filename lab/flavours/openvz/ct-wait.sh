#!/bin/sh
# ct-wait.sh CTID ROOT: a container's outside, until its end. Of an end of its own, nobody's stop, the node learns here:
# OpenVZ has vzeventd for that.
here=$(dirname "$0")
run=/run/vzctl/$1
cd /
unset LC_ALL
unshare --mount --pid --uts --ipc --net --fork --propagation private sh "$here/ct-enter.sh" "$1" "$2"
status=$?
# vzctl start has failed, or vzctl stop does the rest.
[ ! -e "$run.stopping" ] || exit 0
[ -e "$run.pid" ] || exit 0
tries=0
until vzctl gone "$1"; do
  # Another vzctl has the lock.
  if [ $? -ne 9 ] || [ $tries -ge 100 ]; then break; fi
  tries=$((tries + 1))
  sleep 0.1
done
[ "$status" -ne 1 ] || vzctl start "$1"
