package dev.bascule.network.space;

import dev.bascule.model.Cidr;
import dev.bascule.model.MacAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link with the numbers by which the kernel ties it to others.
 *
 * @param index the kernel's number of it, one of its namespace
 * @param below iflink: a pair's other end, or what a macvlan stands on, by the number that it has
 *     in its own namespace; the same as index where there is none
 * @param space the namespace of the one below, as the kernel numbers them: link-netnsid; null where
 *     nothing is said of it
 * @param spaceName the same by its name: link-netns
 * @param kind {@code veth}, {@code macvlan bridge}, {@code vlan 5} …; empty where the node does not
 *     tell
 * @param addresses without those that the kernel makes by itself
 */
public record SpaceLink(
    String name,
    long index,
    long below,
    @Nullable Integer space,
    @Nullable String spaceName,
    String kind,
    boolean up,
    @Nullable MacAddress mac,
    List<Cidr> addresses) {
  public SpaceLink {
    addresses = List.copyOf(addresses);
  }

  /** Whether it may be an end of a pair. */
  boolean mayBePaired() {
    return below != index && below > 0 && (kind.isEmpty() || kind.equals("veth"));
  }

  /** Whether it stands on a link of another namespace. */
  public boolean stands() {
    return below != index && below > 0 && kind.matches("((mac|ip)v(lan|tap)|vlan)( .*)?");
  }

  /**
   * Whether of both, or of none, another namespace is said: an {@code ip} that says it says it of
   * each end whose other one is elsewhere.
   */
  boolean isToldAs(SpaceLink other) {
    boolean byIp = !kind.isEmpty() && !other.kind.isEmpty();
    return !byIp || isSaidElsewhere() == other.isSaidElsewhere();
  }

  private boolean isSaidElsewhere() {
    return space != null || spaceName != null;
  }

  /** Whether the two name each other. */
  boolean pointsTo(SpaceLink other) {
    return below == other.index && other.below == index;
  }
}
