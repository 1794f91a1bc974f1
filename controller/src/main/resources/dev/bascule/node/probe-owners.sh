# shellcheck shell=sh disable=SC2154,SC2086,SC2034
# $U, $G: lines with the names of users and groups whose numbers are wanted

users() {
  echo "$b users"
  numbers passwd $U
}

groups() {
  echo "$b groups"
  numbers group $G
}

# The files first, without a process; what else may know names (LDAP) only when they do not.
numbers() {
  d=$1
  shift
  for n; do
    found=
    while IFS=: read -r name x id x; do
      if [ "$name" = "$n" ]; then
        say "$id $n"
        found=1
        break
      fi
    done </etc/"$d"
    if [ ! "$found" ] && has getent; then
      x=$(getent "$d" "$n") && {
        x=${x#*:*:}
        say "${x%%:*} $n"
      }
    fi
  done
}
