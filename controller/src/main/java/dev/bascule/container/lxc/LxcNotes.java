package dev.bascule.container.lxc;

import java.util.ArrayList;
import java.util.List;

/** What surprises people about the kinds of LXC's networks, said before anybody says yes. */
final class LxcNotes {
  private LxcNotes() {}

  static List<String> of(LxcPlace place, List<LxcInterface> interfaces) {
    List<String> notes = new ArrayList<>();
    for (LxcInterface each : interfaces) {
      switch (each.type()) {
        case MACVLAN -> notes.add(macvlan(place, each));
        case NONE ->
            notes.add(
                "container "
                    + place
                    + " shares the node's network: it can change it, and its shutdown can shut the"
                    + " node down");
        case PHYS ->
            notes.add(
                "while container "
                    + place
                    + " runs, the node does not have "
                    + each.link()
                    + "; at its stop it comes back down, without addresses and routes");
        case VLAN ->
            notes.add(
                "VLAN "
                    + each.vlan()
                    + " of "
                    + each.link()
                    + " is container "
                    + place
                    + "'s alone: for several containers put a bridge on a vlan of the node");
        default -> {}
      }
    }
    return List.copyOf(notes);
  }

  private static String macvlan(LxcPlace place, LxcInterface each) {
    if (each.hasWholeLink()) {
      return "while container "
          + place
          + " runs, it gets all that comes in by "
          + each.link()
          + ", and "
          + each.link()
          + " has its MAC: the node cannot use it";
    }
    String text =
        "container " + place + " and the node cannot reach each other over " + each.link();
    return "bridge".equals(each.mode())
        ? text
            + ": a macvlan of the node's own there can (macvlan: {name: …, link: "
            + each.link()
            + ", mode: bridge})"
        : text;
  }
}
