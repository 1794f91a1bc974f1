package dev.bascule.container;

import dev.bascule.model.ContainerId;
import dev.bascule.model.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code vzctl set ID --netif_del NAME --save}; never {@code all}.
 *
 * @param entry as it was seen
 * @param routes the node's routes over the bridge to these addresses go too: with the interface
 *     alone they would not
 */
public record RemoveInterface(ContainerId id, NetifEntry entry, List<IpAddress> routes)
    implements VzStep {
  public RemoveInterface {
    routes = entry.get("bridge") == null ? List.of() : List.copyOf(routes);
  }

  RemoveInterface(ContainerId id, NetifEntry entry) {
    this(id, entry, List.of());
  }

  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

  @Override
  public Verb verb() {
    return Verb.REMOVE;
  }

  @Override
  public String target() {
    return "interface " + entry.name() + " of CT " + id;
  }

  @Override
  public List<Detail> details() {
    List<Detail> details = new ArrayList<>(AddInterface.details(entry, true));
    routes.forEach(
        address -> details.add(new Detail("route to it", address + " over the bridge", null)));
    return List.copyOf(details);
  }

  @Override
  public AddInterface inverse() {
    return new AddInterface(id, entry);
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    return seen.netif(entry.name()).isEmpty();
  }
}
