package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.List;

/**
 * {@code vzctl set ID --netif_del NAME --save}; never {@code all}.
 *
 * @param entry as it was seen
 */
public record RemoveInterface(ContainerId id, NetifEntry entry) implements ContainerStep {

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
    return AddInterface.details(entry, true);
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
