package dev.bascule.playbook.kind;

import dev.bascule.source.ProblemCode;

/**
 * A kind that changes the network. All network tasks of a node are done in one transaction, which
 * handlers come too late for.
 */
public interface NetworkKind extends Kind {

  /** Says so where the task is a handler. */
  static void noHandler(Arguments arguments, String kind) {
    if (arguments.isHandler()) {
      arguments.problem(
          ProblemCode.NOT_FOR_HANDLERS,
          "'" + kind + "' changes the network, and a handler cannot",
          "make it a task: what it wants is done with the rest of the network, or not at all");
    }
  }
}
