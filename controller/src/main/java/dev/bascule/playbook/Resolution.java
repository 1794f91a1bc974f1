package dev.bascule.playbook;

import dev.bascule.model.NodeName;
import dev.bascule.state.DesiredSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are concerned by which plays, and what is wanted of each.
 *
 * @param plays in order; those that concern no node of the limit are left out
 * @param nodes what all plays together want of a node, so that one look at it is enough; in the
 *     order in which plays name the nodes
 */
public record Resolution(List<NodesOfPlay> plays, Map<NodeName, DesiredSource> nodes) {
  public Resolution {
    plays = List.copyOf(plays);
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }

  /** The same plays for some of their nodes, which may be none. */
  public Resolution only(Predicate<NodeName> some) {
    return new Resolution(
        plays.stream().map(of -> new NodesOfPlay(of.play(), only(of.sources(), some))).toList(),
        only(nodes, some));
  }

  private static Map<NodeName, DesiredSource> only(
      Map<NodeName, DesiredSource> all, Predicate<NodeName> some) {
    Map<NodeName, DesiredSource> left = new LinkedHashMap<>(all);
    left.keySet().removeIf(some.negate());
    return left;
  }

  /**
   * One play and its nodes.
   *
   * @param sources what this play alone wants of each of its nodes, in the pattern's order
   * @param canary which of them goes first where the play says which; null for the first
   * @param fates what a node shares with others, by {@code apart}
   */
  public record NodesOfPlay(
      Play play,
      Map<NodeName, DesiredSource> sources,
      @Nullable NodeName canary,
      Map<NodeName, Set<String>> fates) {
    /** A play whose nodes share nothing. */
    public NodesOfPlay(Play play, Map<NodeName, DesiredSource> sources) {
      this(play, sources, null, Map.of());
    }

    public NodesOfPlay {
      fates = Map.copyOf(fates);
      sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** The play's nodes, in the order of its pattern. */
    public List<NodeName> nodes() {
      return List.copyOf(sources.keySet());
    }
  }
}
