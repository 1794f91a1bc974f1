package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One veth interface of a container: two Ethernet devices, one inside and one on the node.
 *
 * @param name inside, for example {@code eth0}
 * @param present false: it is taken away
 * @param mac inside
 * @param kept which MACs an interface that is there keeps, whichever they are
 * @param host the end on the node, for example {@code veth101.0}
 * @param hostMac of that end; FE:FF:FF:FF:FF:FF is higher than any card's, so a bridge keeps its
 *     own
 * @param bridge null for one that is routed
 * @param vlan the only VLAN of the node's end on that bridge, which filters; null leaves them
 * @param macFilter null leaves vzctl's own, which is on
 * @param addresses inside, exactly these; null leaves the inside alone
 * @param gateways inside, at most one a family
 * @param nodeAddress the hardware node's address, which the inside then reaches by this interface
 * @param inside who configures it inside at each start
 */
public record Veth(
    InterfaceName name,
    boolean present,
    MacAddress mac,
    Kept kept,
    InterfaceName host,
    MacAddress hostMac,
    @Nullable InterfaceName bridge,
    @Nullable Integer vlan,
    @Nullable Boolean macFilter,
    @Nullable List<Cidr> addresses,
    List<IpAddress> gateways,
    @Nullable IpAddress nodeAddress,
    InsideBy inside) {
  /** What OpenVZ gives the node's end of an interface on a bridge: unicast, and high. */
  public static final MacAddress BRIDGED = new MacAddress("fe:ff:ff:ff:ff:ff");

  /** MACs that stay as they are. */
  public enum Kept {
    NONE,
    INSIDE,
    BOTH
  }

  public Veth {
    addresses = addresses == null ? null : List.copyOf(addresses);
    gateways = List.copyOf(gateways);
  }

  /** What is wanted inside while the container runs; null where the inside is left alone. */
  public @Nullable InsideWish insideWish() {
    return addresses == null || inside == InsideBy.NONE || !present
        ? null
        : new InsideWish(
            name, kept == Kept.NONE ? mac : null, addresses, gateways, false, nodeAddress);
  }
}
