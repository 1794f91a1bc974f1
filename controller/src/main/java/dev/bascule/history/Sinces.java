package dev.bascule.history;

import dev.bascule.event.Since;
import dev.bascule.model.NodeName;
import java.util.Map;
import java.util.Optional;

/**
 * Since when targets of nodes are not as wanted.
 *
 * @param known by node and target; only those that are not as wanted now
 */
public record Sinces(Map<NodeName, Map<String, Since>> known) {
  /** Nothing is known: no history is kept, or it could not be used. */
  public static final Sinces UNKNOWN = new Sinces(Map.of());

  /** Since when one target is not as wanted. */
  public Optional<Since> since(NodeName node, String target) {
    return Optional.ofNullable(of(node).get(target));
  }

  /** All targets of a node. */
  public Map<String, Since> of(NodeName node) {
    return known.getOrDefault(node, Map.of());
  }
}
