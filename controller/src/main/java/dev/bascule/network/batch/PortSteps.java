package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is set of a bridge's port, and the VLANs of ports and of bridges themselves. */
final class PortSteps {
  private PortSteps() {}

  /**
   * The differences.
   *
   * @param before as a port of the same bridge; null for one that just joined
   */
  static List<NetworkOp> of(NetworkState to, Link port, @Nullable Link before) {
    List<NetworkOp> ops = new ArrayList<>();
    if (port.master() == null && port.bridge().isEmpty()) {
      return ops;
    }
    for (Map.Entry<String, String> option : port.port().entrySet()) {
      String old = before == null ? null : before.port().get(option.getKey());
      if (!option.getValue().equals(old)) {
        ops.add(new NetworkOp.SetPortOption(port.name(), option.getKey(), option.getValue()));
      }
    }
    // None named: a port that just joined has what its bridge gives it.
    if (before != null || !port.vlans().isEmpty()) {
      ops.addAll(vlans(port, before == null ? given(to, port) : before.vlans()));
    }
    return ops;
  }

  private static List<NetworkOp> vlans(Link link, Map<Integer, String> before) {
    boolean self = link.bridge().isPresent();
    List<NetworkOp> ops = new ArrayList<>();
    for (Map.Entry<Integer, String> vlan : link.vlans().entrySet()) {
      if (!Objects.equals(before.get(vlan.getKey()), vlan.getValue())) {
        ops.add(new NetworkOp.AddVlan(link.name(), vlan.getKey(), vlan.getValue(), self));
      }
    }
    for (Integer id : before.keySet()) {
      if (!link.vlans().containsKey(id)) {
        ops.add(new NetworkOp.DeleteVlan(link.name(), id, self));
      }
    }
    return ops;
  }

  private static Map<Integer, String> given(NetworkState to, Link port) {
    InterfaceName bridge = port.bridge().isPresent() ? port.name() : port.master();
    LinkKind.Bridge options =
        to.links().stream()
            .filter(link -> link.name().equals(bridge))
            .flatMap(link -> link.bridge().stream())
            .findFirst()
            .orElse(new LinkKind.Bridge(Map.of()));
    int pvid = Integer.parseInt(options.options().getOrDefault("vlan_default_pvid", "1"));
    return pvid == 0 ? Map.of() : Map.of(pvid, "pvid untagged");
  }
}
