#!/bin/sh
# cgroups.sh FOLDER NAME...: removes branches of the machine's name=systemd tree, which need not be mounted anywhere.
set -eu
mount -t cgroup -o none,name=systemd cgroup "$1"
cd "$1"
shift
for name in "$@"; do
  # The kernel lets go of the dead processes a moment after their end. Deepest first: systemd leaves its slices behind.
  while [ -d "./$name" ]; do
    find "./$name" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.02
  done
done
