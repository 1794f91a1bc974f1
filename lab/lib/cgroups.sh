#!/bin/sh
# cgroups.sh FOLDER [OPTIONS NAME]...: removes branches of the machine's trees, which need not be mounted anywhere. OPTIONS are the
# mount's: none,name=systemd.
set -eu
folder=$1
shift
while [ $# -gt 1 ]; do
  mount -t cgroup -o "$1" cgroup "$folder"
  # The kernel lets go of the dead processes a moment after their end. Deepest first: systemd leaves its slices behind.
  while [ -d "$folder/$2" ]; do
    find "$folder/$2" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.02
  done
  umount "$folder"
  shift 2
done
