# Managed by Bascule. A dot in an interface's name is written as a slash:
# net.ipv4.conf.veth101/0.proxy_arp
<#list sysctls as key, value>
[=key] = [=value]
</#list>
