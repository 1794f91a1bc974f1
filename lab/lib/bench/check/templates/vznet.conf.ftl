#!/bin/sh
# managed by Bascule
EXTERNAL_SCRIPT=/usr/local/sbin/vznetaddbr
BRIDGE=[=bridge]
<#list nameservers as server>
NAMESERVER_[=server?counter]=[=server]
</#list>
