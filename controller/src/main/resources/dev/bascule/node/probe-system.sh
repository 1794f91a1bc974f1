# shellcheck shell=sh disable=SC2154,SC2086
# $S: lines with paths below /proc/sys; $M: lines with module names

# Not by read: dash and ash ask for one byte at a time, and the kernel gives a number's first digit, then the end.
sysctls() {
  echo "$b sysctl"
  for p in $S; do
    if [ -e "/proc/sys/$p" ] && v=$(head -n 1 "/proc/sys/$p"); then
      printf '%s\n' "$p" "$v"
    fi
  done 2>/dev/null
}

# What has no folder in /sys is not loaded, or is built in and has no parameters.
modules() {
  echo "$b modules"
  for m in $M; do
    if [ -e "/sys/module/$m/initstate" ]; then
      echo "loaded $m"
    elif [ -d "/sys/module/$m" ]; then
      echo "builtin $m"
    else
      read -r v </proc/sys/kernel/osrelease
      if sed 's/.*\///;s/\.ko.*//;s/-/_/g' "/lib/modules/$v/modules.builtin" 2>/dev/null | grep -qx "$m"; then
        echo "builtin $m"
      fi
    fi
  done
}
