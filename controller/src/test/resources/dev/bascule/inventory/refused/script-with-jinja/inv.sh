#!/bin/sh
echo '{"g": {"hosts": ["h1"], "vars": {"a": "{{ b }}"}}, "_meta": {"hostvars": {}}}'
