package dev.bascule.apply.safe;

import dev.bascule.model.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the controller keeps of a transaction until it has ended, so that any later session can
 * confirm, end or extend it.
 *
 * @param id 12 hexadecimal digits
 * @param token 32 hexadecimal digits; the node has only its hash
 * @param endsBy when the node goes back by itself, on this machine's clock
 * @param candidates addresses where the node may be besides the inventory's
 * @param waiting what of the plan is to be done once it is confirmed
 */
public record Kept(
    NodeName node,
    String id,
    String token,
    Instant endsBy,
    List<String> candidates,
    Waiting waiting) {
  /** How much time {@code bascule extend} gives unless it is told. */
  public static final Duration MORE = Duration.ofMinutes(5);

  public Kept {
    candidates = List.copyOf(candidates);
  }

  /** One after which nothing is left to do. */
  public Kept(NodeName node, String id, String token, Instant endsBy, List<String> candidates) {
    this(node, id, token, endsBy, candidates, Waiting.NOTHING);
  }

  /** The same with another end. */
  public Kept endingBy(Instant other) {
    return new Kept(node, id, token, other, candidates, waiting);
  }

  /** The same, where the command that does the rest is known. */
  public Kept doneBy(String command) {
    Waiting rest = new Waiting(waiting.tasks(), command);
    return new Kept(node, id, token, endsBy, candidates, rest);
  }

  @Override
  public String toString() {
    return "Kept[" + node + ", " + id + "]"; // without the token
  }
}
