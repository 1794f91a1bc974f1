package dev.bascule.state;

import java.util.Set;

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
}
