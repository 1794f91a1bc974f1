# A port of a bridge: ifcfg-NAME in /etc/sysconfig/network-scripts. Managed by Bascule.
# No addresses here: the network scripts flush a port.
DEVICE=[=port]
ONBOOT=yes
NM_CONTROLLED=no
BOOTPROTO=none
BRIDGE=[=bridge]
<#if port_mac??>
HWADDR=[=port_mac]
</#if>
<#if mtu??>
MTU=[=mtu]
</#if>
