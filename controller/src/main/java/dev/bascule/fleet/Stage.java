package dev.bascule.fleet;

import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One play, or several that go together, over its nodes.
 *
 * @param name shown when nodes are skipped
 * @param nodes in the order they are begun
 * @param waves how they are cut into waves
 * @param stops what ends the run early
 * @param pause how long the play wants between its waves; null where it does not say
 * @param soak the second look at nodes that were changed, before the next wave; null for none
 * @param look tells of a node whether there is anything to change, and changes nothing; null where
 *     nobody can tell
 */
public record Stage(
    String name,
    List<NodeName> nodes,
    WaveRules waves,
    StopRules stops,
    @Nullable Duration pause,
    NodeWork work,
    @Nullable Soak soak,
    @Nullable NodeWork look) {
  /** A stage whose waves follow one another at once. */
  public Stage(
      String name,
      List<NodeName> nodes,
      List<WaveSize> serial,
      @Nullable Integer maxFailPercentage,
      NodeWork work) {
    this(
        name,
        nodes,
        WaveRules.of(serial),
        new StopRules(maxFailPercentage, null, false),
        null,
        work,
        null,
        null);
  }

  /** All nodes at once, none left out because of another: nothing is begun on them. */
  public static Stage ofEach(List<NodeName> nodes, NodeWork work) {
    return new Stage("", nodes, WaveRules.ONE, StopRules.NEVER, null, work, null, null);
  }

  public Stage {
    nodes = List.copyOf(nodes);
  }

  /** The same for some of its nodes. */
  public Stage only(Set<NodeName> some) {
    List<NodeName> fewer = nodes.stream().filter(some::contains).toList();
    return new Stage(name, fewer, waves, stops, pause, work, soak, look);
  }

  /** The same with other work. */
  public Stage working(NodeWork other) {
    return new Stage(name, nodes, waves, stops, pause, other, soak, look);
  }

  /**
   * The same with a second look between its waves: as late as the play says, or at the usual time
   * where it does not.
   */
  public Stage soaking(NodeWork look) {
    Soak second =
        pause == null
            ? new Soak(Soak.USUAL, look, false)
            : pause.isZero() ? null : new Soak(pause, look, true);
    return new Stage(name, nodes, waves, stops, pause, work, second, this.look);
  }

  /** The same, its nodes looked at with this where a canary had nothing to do. */
  public Stage looking(NodeWork first) {
    return new Stage(name, nodes, waves, stops, pause, work, soak, first);
  }
}
