package dev.bascule.container.proxmox;

import dev.bascule.model.InterfaceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a comparison of a Proxmox container that is wanted with the one that is there came to. */
public sealed interface PveDifference {

  /**
   * What is to be done.
   *
   * @param steps in order; empty when what is wanted holds
   * @param ends of a running container on the node, and their bridges
   * @param pending the interfaces that wait for its next start
   */
  record Steps(List<ChangePveNet> steps, List<End> ends, List<String> pending)
      implements PveDifference {
    public Steps {
      steps = List.copyOf(steps);
      ends = List.copyOf(ends);
      pending = List.copyOf(pending);
    }
  }

  /** A running container's end on the node. */
  record End(InterfaceName name, InterfaceName bridge) {}

  /**
   * What is wanted cannot be had on this node as it is.
   *
   * @param hint what to do, or null
   */
  record Impossible(String message, @Nullable String hint) implements PveDifference {}
}
