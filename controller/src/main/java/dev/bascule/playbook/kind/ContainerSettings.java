package dev.bascule.playbook.kind;

import dev.bascule.container.InsideBy;
import dev.bascule.container.Veth;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lines of a container's file that the node's scripts read at each start: for a container with
 * one interface as the OpenVZ wiki writes them, for several with the interface's name behind.
 *
 * <pre>
 * CONFIG_CUSTOMIZED="yes"
 * VETH_IP_ADDRESS="85.86.87.195/26"
 * VE_DEFAULT_GATEWAY="85.86.87.193"
 * BRIDGEDEV="br0"
 * CT0_IP="10.0.0.2"
 * VETH_VLAN="20"
 * VETH_UPLINK="eth0"
 * VETH_INSIDE="own"         (the script leaves the inside to the container)
 * VETH_IP_ADDRESS_eth1="…"
 * </pre>
 */
final class ContainerSettings {
  private ContainerSettings() {}

  /**
   * The lines that are wanted, and the names of those that are not.
   *
   * @param uplinks of those interfaces that are routed and name theirs, by the name inside
   */
  static Map<String, Optional<String>> of(
      List<Veth> veths, Map<InterfaceName, InterfaceName> uplinks) {
    List<Veth> present = veths.stream().filter(Veth::present).toList();
    Map<String, Optional<String>> lines = new LinkedHashMap<>();
    if (veths.isEmpty()) {
      return lines;
    }
    Veth only = present.size() == 1 ? present.get(0) : null;
    lines.put("CONFIG_CUSTOMIZED", present.isEmpty() ? Optional.empty() : Optional.of("yes"));
    lines.put("VETH_IP_ADDRESS", only == null ? Optional.empty() : addresses(only));
    lines.put("VE_DEFAULT_GATEWAY", only == null ? Optional.empty() : gateways(only));
    lines.put("BRIDGEDEV", Optional.ofNullable(only).map(Veth::bridge).map(InterfaceName::text));
    lines.put("CT0_IP", only == null ? Optional.empty() : node(only));
    lines.put("VETH_VLAN", only == null ? Optional.empty() : vlan(only));
    lines.put("VETH_UPLINK", only == null ? Optional.empty() : uplink(only, uplinks));
    lines.put("VETH_INSIDE", only == null ? Optional.empty() : inside(only));
    for (Veth veth : veths.size() > 1 ? veths : List.<Veth>of()) {
      boolean named = only == null && veth.present();
      lines.put("VETH_IP_ADDRESS_" + veth.name(), named ? addresses(veth) : Optional.empty());
      lines.put("VE_DEFAULT_GATEWAY_" + veth.name(), named ? gateways(veth) : Optional.empty());
      lines.put("CT0_IP_" + veth.name(), named ? node(veth) : Optional.empty());
      lines.put("VETH_VLAN_" + veth.name(), named ? vlan(veth) : Optional.empty());
      lines.put("VETH_UPLINK_" + veth.name(), named ? uplink(veth, uplinks) : Optional.empty());
      lines.put("VETH_INSIDE_" + veth.name(), named ? inside(veth) : Optional.empty());
    }
    return lines;
  }

  private static Optional<String> addresses(Veth veth) {
    return Optional.ofNullable(veth.addresses())
        .filter(all -> !all.isEmpty())
        .map(all -> all.stream().map(Objects::toString).collect(Collectors.joining(" ")));
  }

  private static Optional<String> gateways(Veth veth) {
    return Optional.of(veth.gateways())
        .filter(all -> !all.isEmpty())
        .map(all -> all.stream().map(IpAddress::text).collect(Collectors.joining(" ")));
  }

  private static Optional<String> vlan(Veth veth) {
    return Optional.ofNullable(veth.vlan()).map(id -> Integer.toString(id));
  }

  private static Optional<String> uplink(Veth veth, Map<InterfaceName, InterfaceName> uplinks) {
    return Optional.ofNullable(uplinks.get(veth.name())).map(InterfaceName::text);
  }

  private static Optional<String> inside(Veth veth) {
    return veth.inside() == InsideBy.SCRIPT ? Optional.empty() : Optional.of("own");
  }

  private static Optional<String> node(Veth veth) {
    return Optional.ofNullable(veth.nodeAddress()).map(IpAddress::text);
  }
}
