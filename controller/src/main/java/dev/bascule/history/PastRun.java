package dev.bascule.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is kept.
 *
 * @param nodes how many it was to look at
 * @param exitCode null while it runs, and where it was lost
 * @param resumedBy the run of {@code resume} that asked its nodes how they ended
 * @param counts how many nodes ended in which way
 */
public record PastRun(
    String id,
    String command,
    List<String> arguments,
    String who,
    String controller,
    String version,
    String process,
    List<String> inventories,
    List<String> playbooks,
    int nodes,
    Instant began,
    @Nullable Instant ended,
    @Nullable Integer exitCode,
    @Nullable String resumedBy,
    Map<String, Integer> counts) {
  // A run on another machine cannot be looked for; the longest that is likely.
  private static final Duration LONGEST = Duration.ofDays(1);

  /** How a run stands. */
  public enum State {
    RUNNING,
    ENDED,
    LOST
  }

  /**
   * Whether it ended, or its program is gone.
   *
   * @param controller this machine
   */
  public State state(String controller, Instant now) {
    if (ended != null) {
      return State.ENDED;
    }
    boolean there =
        this.controller.equals(controller)
            ? OwnProcess.isThere(process)
            : began.plus(LONGEST).isAfter(now);
    return there ? State.RUNNING : State.LOST;
  }

  /** How one of its nodes ended. */
  public record Node(
      String node,
      String outcome,
      Duration took,
      @Nullable String message,
      @Nullable String hint,
      @Nullable String shown) {}

  /** How a run ended on one node. */
  public record OfNode(PastRun run, Node node) {}

  /**
   * A file that it read.
   *
   * @param path as it was there; where it is read this may be no path at all, for example in the
   *     locale {@code C}
   */
  public record File(String path, String sha256) {}

  /** A run with all that is known of it. */
  public record Whole(PastRun run, List<File> files, List<Node> nodes) {}
}
