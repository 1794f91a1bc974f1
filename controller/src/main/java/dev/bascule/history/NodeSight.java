package dev.bascule.history;

import dev.bascule.model.NodeName;
import java.util.Map;

/**
 * What a run found out about what is wanted of a node. Of a node that could not be looked at there
 * is none.
 *
 * @param whole whether all that the scope wants was compared; then what is not in {@code drifted}
 *     is as wanted
 * @param drifted what is not as wanted and was left so: by target, what is wanted
 * @param changed targets that are as wanted now because they were changed, and what is wanted
 */
public record NodeSight(
    NodeName node, boolean whole, Map<String, Wish> drifted, Map<String, Wish> changed) {
  public NodeSight {
    drifted = Map.copyOf(drifted);
    changed = Map.copyOf(changed);
  }
}
