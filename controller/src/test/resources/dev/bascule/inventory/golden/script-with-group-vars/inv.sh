#!/bin/sh
case $1 in
--list) cat <<'END'
{"g": {"hosts": ["h1"], "vars": {"x": "script", "y": "script"}}, "_meta": {"hostvars": {"h1": {"z": "script"}}}}
END
;;
*) exit 9 ;;
esac
