package dev.bascule.playbook;

import dev.bascule.source.Problems;

/**
 * What is wrong with the tasks of a node.
 *
 * @param certain whatever the node's facts are
 * @param guarded only if facts turn out to let a task run
 */
record Found(Problems certain, Problems guarded) {
  static Found nothing() {
    return new Found(new Problems(), new Problems());
  }
}
