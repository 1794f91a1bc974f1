#!/bin/sh
echo '{"g": ["h1"], "_meta": {"hostvars": {}}} done'
