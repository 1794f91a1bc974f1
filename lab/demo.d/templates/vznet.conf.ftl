#!/bin/sh
# Managed by Bascule.
EXTERNAL_SCRIPT=/usr/local/sbin/vznetcfg.bridge
BRIDGE=[=bridge]
