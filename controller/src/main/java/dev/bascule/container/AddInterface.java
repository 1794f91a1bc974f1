package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code vzctl set ID --netif_add … --save}: always with both MACs and the name on the node,
 * because vzctl would make them up anew each time.
 *
 * @param entry ifname, mac, host_ifname, host_mac, and bridge where it has one
 */
public record AddInterface(ContainerId id, NetifEntry entry) implements VzStep {

  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

  @Override
  public Verb verb() {
    return Verb.CREATE;
  }

  @Override
  public String target() {
    return "interface " + entry.name() + " of CT " + id;
  }

  @Override
  public List<Detail> details() {
    return details(entry, false);
  }

  static List<Detail> details(NetifEntry entry, boolean gone) {
    List<Detail> details = new ArrayList<>();
    for (String field : entry.fields().keySet()) {
      if (!field.equals("ifname")) {
        String value = entry.get(field);
        details.add(new Detail(field, gone ? value : null, gone ? null : value));
      }
    }
    return List.copyOf(details);
  }

  @Override
  public RemoveInterface inverse() {
    return new RemoveInterface(id, entry);
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    return seen.netif(entry.name())
        .filter(there -> NetifChanges.between(there, entry).isEmpty())
        .isPresent();
  }
}
