package dev.bascule.fleet;

import dev.bascule.model.NodeName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One play, or several that go together, over its nodes.
 *
 * @param name shown when nodes are skipped
 * @param nodes in the order they are begun
 * @param serial the sizes of its waves; empty for one wave
 * @param soak the second look at nodes whose network was changed, before the next wave; null for
 *     none
 * @param maxFailPercentage when more of a wave than this fails, the run ends; null for no such rule
 */
public record Stage(
    String name,
    List<NodeName> nodes,
    List<WaveSize> serial,
    @Nullable Integer maxFailPercentage,
    NodeWork work,
    @Nullable Soak soak) {
  /** A stage whose waves follow one another at once. */
  public Stage(
      String name,
      List<NodeName> nodes,
      List<WaveSize> serial,
      @Nullable Integer maxFailPercentage,
      NodeWork work) {
    this(name, nodes, serial, maxFailPercentage, work, null);
  }

  public Stage {
    nodes = List.copyOf(nodes);
    serial = List.copyOf(serial);
  }

  /** The same for some of its nodes. */
  public Stage only(Set<NodeName> some) {
    List<NodeName> fewer = nodes.stream().filter(some::contains).toList();
    return new Stage(name, fewer, serial, maxFailPercentage, work, soak);
  }

  /** The same with a second look between its waves. */
  public Stage soaking(Soak second) {
    return new Stage(name, nodes, serial, maxFailPercentage, work, second);
  }
}
