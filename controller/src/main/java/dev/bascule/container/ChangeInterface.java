package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.List;

/**
 * {@code vzctl set ID --ifname NAME --mac … --host_ifname … --host_mac … --bridge … --save}: all of
 * them, so that none is made up. On a running container vzctl runs the script that bridges, then
 * changes the file, so the script is run once more; the devices keep their MACs, so a change of
 * those replaces the interface instead.
 */
public record ChangeInterface(ContainerId id, NetifEntry from, NetifEntry to) implements VzStep {

  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }

  @Override
  public String target() {
    return "interface " + to.name() + " of CT " + id;
  }

  @Override
  public List<Detail> details() {
    return NetifChanges.between(from, to);
  }

  @Override
  public ChangeInterface inverse() {
    return new ChangeInterface(id, to, from);
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    return seen.netif(to.name())
        .filter(there -> NetifChanges.between(there, to).isEmpty())
        .isPresent();
  }
}
