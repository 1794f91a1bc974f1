#!/bin/sh
echo '{"g": {"hosts": ["h1"]}, "_meta": {"hostvar": {}}}'
