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
 * @param maxFailPercentage when more of a wave than this fails, the run ends; null for no such rule
 */
public record Stage(
    String name,
    List<NodeName> nodes,
    List<WaveSize> serial,
    @Nullable Integer maxFailPercentage,
    NodeWork work) {
  public Stage {
    nodes = List.copyOf(nodes);
    serial = List.copyOf(serial);
  }

  /** The same for some of its nodes. */
  public Stage only(Set<NodeName> some) {
    List<NodeName> fewer = nodes.stream().filter(some::contains).toList();
    return new Stage(name, fewer, serial, maxFailPercentage, work);
  }
}
