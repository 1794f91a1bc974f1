# The command that runs a script as another user with su. Sent as become-sudo.sh is.
# $1 is the shell text to run as that user, $2 the user, $3 empty when no password is known: then su
# would take the first line of the script for one.
LC_ALL=C; export LC_ALL;
u="$(id -u)";
if [ "$u" = 0 ] && [ "$2" = root ]; then exec /bin/sh -c "$1"; fi;
if [ "$u" != 0 ] && [ -z "$3" ]; then echo "su needs a password" >&2; exit 1; fi;
exec su -s /bin/sh "$2" -c "$1"
