package dev.bascule.playbook.lint;

import dev.bascule.source.Problems;
import java.util.List;

/** Checks what the tasks want of one node's network. */
public final class NodeLint {
  private NodeLint() {}

  /**
   * Adds a problem for each thing that cannot be.
   *
   * @param wishes in the order of the tasks
   */
  public static void check(List<Wish> wishes, Problems problems) {
    if (wishes.isEmpty()) {
      return;
    }
    Network network = new Network(wishes);
    LinkLint.check(network, problems);
    PortLint.check(network, problems);
    LoopLint.check(network, problems);
    AddressLint.check(network, problems);
    RouteLint.check(network, problems);
    LxcLint.check(network, problems);
  }
}
