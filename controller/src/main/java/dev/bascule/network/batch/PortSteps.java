package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.OvsVlans;
import dev.bascule.network.PortVlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is set of a bridge's port, and the VLANs of ports and of bridges themselves. */
final class PortSteps {
  private PortSteps() {}

  /**
   * The differences.
   *
   * @param before as a port of the same bridge; null for one that just joined
   */
  static List<NetworkOp> of(NetworkState from, NetworkState to, Link port, @Nullable Link before) {
    List<NetworkOp> ops = new ArrayList<>();
    if (port.master() == null && !port.hasPorts()) {
      return ops;
    }
    for (Map.Entry<String, String> option : port.port().entrySet()) {
      String old = before == null ? null : before.port().get(option.getKey());
      // A port of Open vSwitch joins with its VLANs.
      boolean joined = before == null && option.getKey().equals(OvsVlans.OPTION);
      if (!joined && !option.getValue().equals(old)) {
        ops.add(new NetworkOp.SetPortOption(port.name(), option.getKey(), option.getValue()));
      }
    }
    ops.addAll(vlans(from, to, port, before));
    return ops;
  }

  private static List<NetworkOp> vlans(
      NetworkState from, NetworkState to, Link port, @Nullable Link before) {
    boolean filters = filters(to, port);
    if (before == null) {
      // None named: a port that just joined has what its bridge gives it.
      return port.vlans().isEmpty() ? List.of() : vlans(port, given(to, port), port.vlans());
    }
    if (filters(from, before) && !filters && before.vlans().isEmpty()) {
      return List.of();
    }
    if (filters(from, before)) {
      return vlans(port, before.vlans(), filters ? port.vlans() : given(to, port));
    }
    if (!filters || port.vlans().isEmpty()) {
      return List.of();
    }
    // What it is a member of while its bridge does not filter was not seen: all is said anew.
    List<NetworkOp> ops = new ArrayList<>(vlans(port, Map.of(), port.vlans()));
    given(to, port).keySet().stream()
        .filter(id -> !port.vlans().containsKey(id))
        .forEach(id -> ops.add(delete(port, id)));
    return ops;
  }

  private static List<NetworkOp> vlans(
      Link link, Map<Integer, String> before, Map<Integer, String> after) {
    boolean self = link.bridge().isPresent();
    List<NetworkOp> ops = new ArrayList<>();
    for (Map.Entry<Integer, String> vlan : after.entrySet()) {
      if (!Objects.equals(before.get(vlan.getKey()), vlan.getValue())) {
        ops.add(new NetworkOp.AddVlan(link.name(), vlan.getKey(), vlan.getValue(), self));
      }
    }
    before.keySet().stream()
        .filter(id -> !after.containsKey(id))
        .forEach(id -> ops.add(delete(link, id)));
    return ops;
  }

  private static NetworkOp delete(Link link, int id) {
    return new NetworkOp.DeleteVlan(link.name(), id, link.bridge().isPresent());
  }

  private static boolean filters(NetworkState state, Link link) {
    return bridge(state, link)
        .flatMap(Link::bridge)
        .filter(LinkKind.Bridge::vlanFiltering)
        .isPresent();
  }

  private static Map<Integer, String> given(NetworkState to, Link port) {
    return bridge(to, port).map(PortVlans::given).orElse(Map.of());
  }

  private static Optional<Link> bridge(NetworkState state, Link link) {
    InterfaceName name = link.bridge().isPresent() ? link.name() : link.master();
    return name == null ? Optional.empty() : state.link(name);
  }
}
