package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one family that an interface's files inside make.
 *
 * @param gateway of the default route, within the prefix of an address
 * @param beyond of the default route, where it is outside of them: it wants a route of its own
 *     first
 * @param hosts addresses that are reached without a gateway
 */
record InsideRoutes(
    @Nullable IpAddress gateway, @Nullable IpAddress beyond, List<IpAddress> hosts) {
  InsideRoutes {
    hosts = List.copyOf(hosts);
  }

  static InsideRoutes of(Veth veth, boolean v6) {
    List<Cidr> addresses = veth.addresses() == null ? List.of() : veth.addresses();
    IpAddress gateway =
        veth.gateways().stream().filter(each -> each.isV6() == v6).findFirst().orElse(null);
    boolean near =
        gateway != null && addresses.stream().anyMatch(address -> address.contains(gateway));
    List<IpAddress> hosts = new ArrayList<>();
    if (veth.nodeAddress() != null && veth.nodeAddress().isV6() == v6) {
      hosts.add(veth.nodeAddress());
    }
    if (gateway != null && !near) {
      hosts.add(gateway);
    }
    return new InsideRoutes(near ? gateway : null, near ? null : gateway, hosts);
  }
}
