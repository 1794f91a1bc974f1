package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of an interface inside of a running container.
 *
 * @param mac null leaves it
 * @param addresses exactly these
 * @param gateways at most one a family; of a family without one, what there is stays
 * @param exact whether a default route over it that is not wanted goes
 * @param nodeAddress the hardware node's address, which is then reached by this interface
 */
public record InsideWish(
    InterfaceName name,
    @Nullable MacAddress mac,
    List<Cidr> addresses,
    List<IpAddress> gateways,
    boolean exact,
    @Nullable IpAddress nodeAddress) {
  public InsideWish {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
  }

  /** Exactly these addresses and default routes. */
  public static InsideWish exactly(
      InterfaceName name, List<Cidr> addresses, List<IpAddress> gateways) {
    return new InsideWish(name, null, addresses, gateways, true, null);
  }

  /** What has to be done inside; nothing where it is as wanted. */
  public Optional<InsideEdit> edit(Inside inside) {
    List<InsideChange> changes = InsideChanges.between(inside, this);
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(new InsideEdit(this, changes, InsideWas.of(inside, this), false));
  }
}
