package dev.bascule.network.wanted;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.ControlPath;
import dev.bascule.network.Layers;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkResource.ContainerLinks;
import dev.bascule.network.NetworkState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a container of LXC could start on the links of the node, and the node live with it. */
record ContainerLinksCheck(NetworkState state, @Nullable ControlPath control) {
  // As "ip -d link" calls a bridge of it.
  private static final LinkKind OPEN_VSWITCH = new LinkKind.Other("openvswitch");

  void check(ContainerLinks wish) throws RefusedException {
    for (InterfaceName bridge : wish.bridges()) {
      bridge(wish.container(), bridge);
    }
    for (InterfaceName parent : wish.parents()) {
      parent(wish.container(), parent);
    }
    for (InterfaceName given : wish.given()) {
      given(wish.container(), given);
    }
  }

  private void bridge(String container, InterfaceName name) throws RefusedException {
    Optional<Link> there = state.link(name);
    boolean fits =
        there
            .filter(link -> link.bridge().isPresent() || link.kind().equals(OPEN_VSWITCH))
            .isPresent();
    if (!fits) {
      throw new RefusedException(
          there.isEmpty()
              ? "there is no bridge " + name + ", which container " + container + " hangs on"
              : name + " is no bridge, and container " + container + " hangs on it",
          "it could not start; make it in a task before: bridge: " + name);
    }
  }

  private void parent(String container, InterfaceName name) throws RefusedException {
    if (state.link(name).isEmpty()) {
      throw new RefusedException(
          "there is no interface " + name + ", on which container " + container + " has its own",
          "it could not start");
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
