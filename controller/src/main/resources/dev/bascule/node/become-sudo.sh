# The command that runs a script as another user with sudo. Sent as an argument of sh -c, its lines
# joined with spaces: so each statement ends with a semicolon, and it holds no single quote.
# $1 is the shell text to run as that user, $2 the user, $3 the prompt: empty means no password.
LC_ALL=C; export LC_ALL;
if [ "$(id -u)" = 0 ] && [ "$2" = root ]; then exec /bin/sh -c "$1"; fi;
if [ -z "$3" ]; then exec sudo -n -H -u "$2" -- /bin/sh -c "$1"; fi;
exec sudo -S -p "$3" -H -u "$2" -- /bin/sh -c "$1"
