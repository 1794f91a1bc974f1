package dev.bascule.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a comparison of a container that is wanted with the one that is there came to. */
public sealed interface ContainerDifference {

  /** What is to be done, in order; empty when what is wanted holds. */
  record Steps(List<VzStep> steps) implements ContainerDifference {
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /**
   * What is wanted cannot be had on this node as it is.
   *
   * @param hint what to do, or null
   */
  record Impossible(String message, @Nullable String hint) implements ContainerDifference {}
}
