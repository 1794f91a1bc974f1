# shellcheck shell=sh disable=SC2154,SC2086
# $M: lines with module names, with _ for -

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
