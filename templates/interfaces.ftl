# A bridge over this node's ports, for ifupdown and bridge-utils. Managed by Bascule.
auto lo
iface lo inet loopback

<#list ports as port>
iface [=port] inet manual

</#list>
auto [=bridge]
<#if address??>
iface [=bridge] inet static
    address [=address_of(address)]
    netmask [=netmask_of(address)]
<#if gateway??>
    gateway [=gateway]
</#if>
<#else>
iface [=bridge] inet manual
</#if>
<#if ports?size == 0>
    bridge_ports none
<#else>
    bridge_ports [=ports?join(" ")]
</#if>
    # Without bridge_fd the ports would be silent for 15 seconds on old kernels.
    bridge_stp off
    bridge_fd 0
<#if mac??>
    # Pinned, or the bridge's MAC would change with its ports.
    bridge_hw [=mac]
</#if>
<#if mtu??>
    mtu [=mtu]
</#if>
<#if address6??>

iface [=bridge] inet6 static
    address [=address_of(address6)]
    netmask [=prefix_of(address6)]
<#if gateway6??>
    gateway [=gateway6]
</#if>
</#if>
