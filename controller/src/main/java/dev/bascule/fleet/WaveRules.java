package dev.bascule.fleet;

import dev.bascule.model.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are cut into waves.
 *
 * @param serial sizes, the last repeated; empty for one wave
 * @param canary whether one node goes first, alone
 * @param chosen which one; null, or a node that is not among them, for the first
 * @param fates what a node shares with others; two nodes that share one are never in one wave
 */
public record WaveRules(
    List<WaveSize> serial,
    boolean canary,
    @Nullable NodeName chosen,
    Map<NodeName, Set<String>> fates) {
  /** All nodes at once. */
  public static final WaveRules ONE = of(List.of());

  public WaveRules {
    serial = List.copyOf(serial);
    fates = Map.copyOf(fates);
  }

  /** Sizes alone. */
  public static WaveRules of(List<WaveSize> serial) {
    return new WaveRules(serial, false, null, Map.of());
  }

  /** The same without a node that goes first. */
  WaveRules withoutCanary() {
    return new WaveRules(serial, false, null, fates);
  }

  Set<String> fates(NodeName node) {
    return fates.getOrDefault(node, Set.of());
  }
}
