package dev.bascule.notify;

import dev.bascule.model.NodeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing worth telling.
 *
 * @param outcome the node's, its name as in JSON
 * @param again whether something else was told of the same before: drift that changed
 * @param since of drift, the first check that found any of it; null where that is not known
 * @param targets of drift, what is not as wanted
 * @param who of drift, the users that the node names for it; empty where it names none
 * @param message what happened, in words; null where the rest says it
 */
public record NodeEvent(
    Topic topic,
    NodeName node,
    String outcome,
    boolean again,
    @Nullable Instant since,
    List<String> targets,
    List<String> who,
    @Nullable String message) {
  public NodeEvent {
    targets = List.copyOf(targets);
    who = List.copyOf(who);
  }
}
