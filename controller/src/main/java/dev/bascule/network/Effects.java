package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkChange.Effect;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a change does to the session that makes it, from the path that carries the session. */
final class Effects {
  private final NetworkState from;
  private final NetworkState to;
  private final @Nullable ControlPath control;

  Effects(NetworkState from, NetworkState to, @Nullable ControlPath control) {
    this.from = from;
    this.to = to;
    this.control = control;
  }

  /** An address that comes, goes or moves. */
  Effect address(Address before) {
    return control == null || !before.local().address().equals(control.local())
        ? Effect.SAFE
        : ifHeld();
  }

  /** A route that goes or becomes another. */
  Effect route(Route before, @Nullable Route after) {
    if (control == null || !before.equals(carrier())) {
      return Effect.SAFE;
    }
    boolean sameGateway = after != null && Objects.equals(before.via(), after.via());
    return sameGateway ? ifHeld() : Effect.CUTS;
  }

  /** A link that is changed or removed. */
  Effect link(InterfaceName name) {
    return control != null && uses(name) ? ifHeld() : Effect.SAFE;
  }

  /** A bridge that gets or loses ports. */
  Effect ports(InterfaceName bridge, List<InterfaceName> ports) {
    Effect own = link(bridge);
    return own == Effect.SAFE && control != null && ports.stream().anyMatch(this::uses)
        ? ifHeld()
        : own;
  }

  /** STP that begins on a bridge that leads out. */
  Effect stp(Link bridge, Effect otherwise) {
    boolean on = bridge.bridge().map(LinkKind.Bridge::stp).orElse(false);
    boolean was =
        from.link(bridge.name()).flatMap(Link::bridge).map(LinkKind.Bridge::stp).orElse(false);
    return on && !was && !Layers.uplinks(to, bridge.name()).isEmpty()
        ? Effect.NOT_REVERSIBLE
        : otherwise;
  }

  private boolean uses(InterfaceName name) {
    return control != null
        && (control.uses(name) || Layers.below(from, control.egress()).contains(name));
  }

  // The address may have moved away in an earlier task, and its route too: what counts is the end.
  private Effect ifHeld() {
    boolean held =
        control == null
            || to.addresses().stream()
                .anyMatch(address -> address.local().address().equals(control.local()));
    return held ? Effect.INTERRUPTS : Effect.CUTS;
  }

  private @Nullable Route carrier() {
    if (control == null) {
      return null;
    }
    Optional<Route> way = Routing.way(from, control.remote(), control.local());
    return way.orElse(null);
  }
}
