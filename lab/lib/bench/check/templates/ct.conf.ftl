# managed by Bascule
ONBOOT=yes
VE_ROOT=/vz/root/[=item.id]
VE_PRIVATE=/vz/private/[=item.id]
HOSTNAME=ct[=item.id].example.net
PRIVVMPAGES=[=item.memory]
IP_ADDRESS=[=item.address]
<#list nameservers as server>
NAMESERVER=[=server]
</#list>
