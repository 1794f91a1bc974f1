package dev.bascule.network.persist;

import dev.bascule.network.persist.ifcfg.IfcfgBackend;
import dev.bascule.network.persist.ifupdown.IfupdownBackend;
import dev.bascule.network.persist.netplan.NetplanBackend;
import dev.bascule.network.persist.networkd.NetworkdBackend;
import java.util.List;
import java.util.Optional;

/** All backends, and which one a node wants. */
public final class Backends {
  // Where several could be meant the first one is: netplan writes files for the others.
  private static final List<Backend> ALL =
      List.of(
          new NetplanBackend(), new IfupdownBackend(), new NetworkdBackend(), new IfcfgBackend());

  private Backends() {}

  /**
   * The backend that a wish means on a node.
   *
   * @param wish a backend's name, or {@code auto}; {@code none} has none
   * @return empty where nothing is to be written, or nothing known configures the node
   */
  public static Optional<Backend> choose(NodeFiles files, String wish) {
    return ALL.stream()
        .filter(one -> wish.equals("auto") ? one.governs(files) : one.name().equals(wish))
        .findFirst();
  }
}
