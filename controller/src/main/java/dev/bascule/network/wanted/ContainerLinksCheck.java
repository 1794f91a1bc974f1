package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.ControlPath;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource.ContainerLinks;
import dev.bascule.network.NetworkState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a container of LXC could start on the links of the node, and the node live with it. */
record ContainerLinksCheck(NetworkState state, @Nullable ControlPath control) {
  void check(ContainerLinks wish) throws RefusedException {
    for (InterfaceName bridge : wish.bridges()) {
      bridge(wish.container(), bridge);
    }
    for (InterfaceName parent : wish.macvlans()) {
      Link link = parent(wish.container(), parent);
      if (link.master() != null) {
        throw new RefusedException(
            parent + " is a port of " + link.master() + ", and a port carries no macvlan",
            "give container "
                + wish.container()
                + " a macvlan on "
                + link.master()
                + ", or a veth");
      }
    }
    for (Map.Entry<InterfaceName, Set<Integer>> parent : wish.vlans().entrySet()) {
      parent(wish.container(), parent.getKey());
      for (int id : parent.getValue()) {
        free(wish.container(), new LinkKind.Vlan(parent.getKey(), id));
      }
    }
    for (InterfaceName given : wish.given()) {
      given(wish.container(), given);
    }
  }

  private void bridge(String container, InterfaceName name) throws RefusedException {
    Optional<Link> there = state.link(name);
    if (there.filter(Link::hasPorts).isEmpty()) {
      throw new RefusedException(
          there.isEmpty()
              ? "there is no bridge " + name + ", which container " + container + " hangs on"
              : name + " is no bridge, and container " + container + " hangs on it",
          "it could not start; make it in a task before: bridge: " + name);
    }
  }

  private Link parent(String container, InterfaceName name) throws RefusedException {
    Optional<Link> there = state.link(name);
    if (there.isEmpty()) {
      throw new RefusedException(
          "there is no interface " + name + ", on which container " + container + " has its own",
          "it could not start");
    }
    return there.get();
  }

  private void free(String container, LinkKind.Vlan vlan) throws RefusedException {
    Optional<Link> same = state.links().stream().filter(l -> l.kind().equals(vlan)).findFirst();
    if (same.isPresent()) {
      throw new RefusedException(
          "the node has VLAN "
              + vlan.id()
              + " on "
              + vlan.link()
              + " itself, as "
              + same.get().name()
              + ", and container "
              + container
              + " wants one of its own",
          "it could not start; put a bridge on "
              + same.get().name()
              + " and the container on that");
    }
  }

  // While the container runs the card is not here at all.
  private void given(String container, InterfaceName name) throws RefusedException {
    Optional<Link> there = state.link(name);
    boolean carries =
        control != null
            && (control.uses(name) || Layers.below(state, control.egress()).contains(name));
    if (carries) {
      throw new RefusedException(
          name
              + " carries the way to the controller, and container "
              + container
              + " would take it away",
          "nobody could reach the node again; give it another card, or a macvlan on " + name);
    }
    List<Link> above = there.isPresent() ? Layers.on(state, name) : List.of();
    if (!above.isEmpty()) {
      throw new RefusedException(
          above.get(0).name()
              + " lies on "
              + name
              + ", and would be gone once container "
              + container
              + " takes that",
          "remove it in a task before, or give the container another card");
    }
    if (there.isPresent() && there.get().master() != null) {
      throw new RefusedException(
          name
              + " is a port of "
              + there.get().master()
              + ", and container "
              + container
              + " would take it away",
          "take it out of the bridge first");
    }
  }
}
