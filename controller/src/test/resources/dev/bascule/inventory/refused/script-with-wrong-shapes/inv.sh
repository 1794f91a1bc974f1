#!/bin/sh
echo '{"g": {"hosts": "h1"}, "h": {"hosts": ["h2"], "vars": [], "sub": []}, "i": {"children": [1, {}]}}'
