package dev.bascule.saved;

import dev.bascule.model.NodeName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A plan as it was shown, and all that tells whether it would be the same today.
 *
 * @param version of the Bascule that made it; another one may plan otherwise
 * @param by who made it: {@code user@host}
 * @param arguments those that make the same request again, without the command, paths absolute
 * @param withheld values of {@code -e} that name no file: they are not kept and have to be named
 *     again
 * @param only the nodes that {@code --retry-failed} left; empty for all
 * @param inputs every file that was read, and what inventory programs printed
 * @param text the plan for people, secrets masked
 */
public record SavedPlan(
    String version,
    Instant at,
    String by,
    List<String> arguments,
    List<Withheld> withheld,
    List<NodeName> only,
    List<Input> inputs,
    List<Node> nodes,
    String text) {
  public SavedPlan {
    arguments = List.copyOf(arguments);
    withheld = List.copyOf(withheld);
    only = List.copyOf(only);
    inputs = List.copyOf(inputs);
    nodes = List.copyOf(nodes);
  }

  /** A value of {@code -e}: the names of its variables, and its keyed hash. */
  public record Withheld(String names, String hash) {}

  /**
   * A file, by its absolute path; or what a program printed.
   *
   * @param hash keyed, of its SHA-256
   */
  public record Input(String path, String hash) {}

  /** How a node was when the plan was made. */
  public enum State {
    TO_CHANGE,
    IN_SYNC,
    /** It failed, was refused or was not reached: nothing is planned for it. */
    NOT_PLANNED
  }

  /**
   * A node.
   *
   * @param words why nothing is planned; else empty
   * @param parts what is planned, in order
   */
  public record Node(NodeName name, State state, String words, List<Part> parts) {
    public Node {
      parts = List.copyOf(parts);
    }
  }

  /** A change, and the keyed hash of what exactly it does and what it is made against. */
  public record Part(String what, String hash) {}

  /** A node of the plan. */
  public Optional<Node> node(NodeName name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** How many nodes are in a state. */
  public int count(State state) {
    return (int) nodes.stream().filter(node -> node.state() == state).count();
  }
}
