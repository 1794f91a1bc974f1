#!/bin/sh
# managed by Bascule
EXTERNAL_SCRIPT=/usr/local/sbin/vznetaddbr
BRIDGE=[=bridge]
NAMESERVER=[=nameservers?first]
