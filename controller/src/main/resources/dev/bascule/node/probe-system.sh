# shellcheck shell=sh disable=SC2154,SC2086
# $S: lines with paths below /proc/sys; $M: lines with module names

# grep, because dash reads one byte at a time and the kernel answers a second read of a number with nothing.
sysctls() {
  echo "$b sysctl"
  (cd /proc/sys && grep -s '' /dev/null $S)
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
