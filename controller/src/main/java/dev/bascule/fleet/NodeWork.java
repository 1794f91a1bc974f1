package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.model.NodeName;

/** What is done on one node. Called on a thread of its own, once for each node of a stage. */
@FunctionalInterface
public interface NodeWork {

  /**
   * Does it. Emits a phase event before each step that may take time, so that a deadline knows
   * whether anything may have been written.
   *
   * @throws InterruptedException when the fleet gave the node up; its outcome is already recorded
   */
  Outcome perform(NodeName node, WorkContext context) throws InterruptedException;
}
