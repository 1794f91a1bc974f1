# A bridge: ifcfg-NAME in /etc/sysconfig/network-scripts. Managed by Bascule.
DEVICE=[=bridge]
TYPE=Bridge
ONBOOT=yes
NM_CONTROLLED=no
BOOTPROTO=none
# RHEL 5 to 7 read seconds here, RHEL 8 hundredths: 0 means the same to both.
DELAY=0
STP=off
<#if mac??>
# Pinned, or the bridge's MAC would change with its ports.
MACADDR=[=mac]
</#if>
<#if mtu??>
MTU=[=mtu]
</#if>
<#if address??>
IPADDR=[=address_of(address)]
NETMASK=[=netmask_of(address)]
</#if>
<#if gateway??>
GATEWAY=[=gateway]
</#if>
<#if address6??>
IPV6INIT=yes
IPV6_AUTOCONF=no
IPV6ADDR=[=address6]
<#if gateway6??>
IPV6_DEFAULTGW=[=gateway6]
</#if>
<#else>
IPV6INIT=no
</#if>
