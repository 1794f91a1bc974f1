package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A route of any table, as {@code ip route show table all} prints it; not those of table local,
 * which the kernel makes.
 *
 * @param type {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit} …
 * @param destination {@code default}, or a prefix with its length, a host with {@code /32}
 * @param table {@code main}, or a number or name as printed
 * @param via null for a destination on the link
 * @param dev null for types without one, and for several next hops
 * @param src the address that packets are sent from, null to let the kernel choose
 * @param metric IPv4: 0 where none is printed; IPv6: 1024
 * @param scope {@code global} where none is printed
 * @param proto {@code boot} where none is printed; {@code kernel} came with an address
 * @param onlink whether the gateway is taken to be on the link
 * @param more other words in pairs: {@code mtu 1400}, {@code advmss}, {@code expires}, {@code tos}
 *     …
 * @param hops several next hops, each as printed behind {@code nexthop}; else empty
 */
public record Route(
    Family family,
    String type,
    String destination,
    String table,
    @Nullable IpAddress via,
    @Nullable InterfaceName dev,
    @Nullable IpAddress src,
    long metric,
    String scope,
    String proto,
    boolean onlink,
    Map<String, String> more,
    List<String> hops) {
  public Route {
    more = Collections.unmodifiableMap(new TreeMap<>(more));
    hops = List.copyOf(hops);
  }

  /**
   * Whether it came with an address and goes with it. One through a gateway did not, though
   * ifupdown2 gives its default route the kernel's name.
   */
  public boolean isConnected() {
    return proto.equals("kernel") && via == null;
  }

  /** Whether everything goes this way that no other route takes. */
  public boolean isDefault() {
    return destination.equals("default");
  }

  /** The same over another link. */
  public Route over(InterfaceName other) {
    return new Route(
        family,
        type,
        destination,
        table,
        via,
        other,
        src,
        metric,
        scope,
        proto,
        onlink,
        more,
        hops);
  }

  /** The same without a source address: what IPv6 makes of it when that address goes. */
  public Route withoutSource() {
    return new Route(
        family, type, destination, table, via, dev, null, metric, scope, proto, onlink, more, hops);
  }
}
