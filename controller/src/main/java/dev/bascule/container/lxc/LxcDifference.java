package dev.bascule.container.lxc;

import dev.bascule.model.InterfaceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a comparison of an LXC container that is wanted with the one that is there came to. */
public sealed interface LxcDifference {

  /**
   * What is to be done.
   *
   * @param steps in order; empty when what is wanted holds
   * @param ends of a running container's interfaces on the node, and what they are to be ports of
   * @param notes worth saying where something is done
   * @param pending why the container runs with another network than its file has, and a restart
   *     that nobody allowed would mend it; empty where it does not
   * @param warnings worth saying each time
   */
  record Steps(
      List<LxcStep> steps,
      List<End> ends,
      List<String> notes,
      List<String> pending,
      List<String> warnings)
      implements LxcDifference {
    public Steps {
      steps = List.copyOf(steps);
      ends = List.copyOf(ends);
      notes = List.copyOf(notes);
      pending = List.copyOf(pending);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * A running container's end on the node.
   *
   * @param bridge null where it is routed
   * @param vlan null leaves its VLANs
   */
  record End(InterfaceName name, @Nullable InterfaceName bridge, @Nullable Integer vlan) {}

  /**
   * What is wanted cannot be had on this node as it is.
   *
   * @param hint what to do, or null
   */
  record Impossible(String message, @Nullable String hint) implements LxcDifference {}
}
