#!/bin/sh
case $1 in
--list) cat <<'END'
{"h1": {"a": 1}, "g": {"children": ["h1"]}, "_meta": {"hostvars": {}}}
END
;;
*) exit 9 ;;
esac
