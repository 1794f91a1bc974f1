package dev.bascule.state;

import dev.bascule.network.NodeNetwork;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one node's desired state comes from. A playbook may depend on facts that only the node
 * knows, so it is asked twice: before contact, for what the probe should look at, and after.
 */
public interface DesiredSource {

  /** The tasks that can be resolved without facts; those that need facts are left out. */
  DesiredState beforeContact();

  /** The names of the facts that tasks use, first part only, for example {@code gateway}. */
  Set<String> factsUsed();

  /**
   * All tasks.
   *
   * @throws UnresolvedException if an expression over facts fails
   */
  DesiredState resolve(Facts facts) throws UnresolvedException;

  /**
   * All tasks, where one depends on more of the node's network than facts say.
   *
   * @param network null where nothing of it was looked at
   * @throws UnresolvedException if what they want cannot be had on this node
   */
  default DesiredState resolve(Facts facts, @Nullable NodeNetwork network)
      throws UnresolvedException {
    return resolve(facts);
  }
}
