package dev.bascule.apply.safe;

import dev.bascule.apply.safe.Standing.State;
import dev.bascule.event.Phase;
import dev.bascule.probe.Frames;
import dev.bascule.probe.Frames.Frame;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves the change over a fresh session: one exec that lasts as long as the change has to hold.
 */
final class Proving {
  /** For the batch, and for an address to be free to use. */
  static final Duration APPLYING = Duration.ofSeconds(30);

  private static final Duration AFTER_DEADLINE = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofSeconds(15);

  private final Attempt attempt;
  private final Armed armed;
  private final TargetCheck check;

  Proving(Attempt attempt, Armed armed, TargetCheck check) {
    this.attempt = attempt;
    this.armed = armed;
    this.check = check;
  }

  /** What a session showed. */
  sealed interface Result {
    /** All holds; the nonce is what only this state of the node can know. */
    record Proven(String nonce) implements Result {}

    /** The transaction has ended without us. */
    record Ended(Standing standing) implements Result {}

    /** Something does not hold: it must not be confirmed. */
    record Wrong(String reason) implements Result {}

    /** This is another machine. */
    record Stranger(String reason) implements Result {}

    /** This session is no good: it broke, or began too early. */
    record Useless(String reason) implements Result {}
  }

  Result on(Connection connection) {
    attempt.enter(Phase.PROVE);
    Duration stable = attempt.stable();
    String body =
        "b=$b sh \"$d/program\" await "
            + APPLYING.toSeconds()
            + " && {\nb=$b sh \"$d/program\" prove "
            + Math.max(1, stable.toSeconds())
            + "\n"
            + check.look(attempt.transaction())
            + "}\n";
    try {
      Frames frames =
          new NodeScript("prove", check.functions(), body)
              .on(connection, attempt.id(), limit(stable));
      return read(frames);
    } catch (TransportException e) {
      return new Result.Useless(String.valueOf(e.getMessage()));
    }
  }

  // Once the node has gone back there is nothing to prove any more.
  private Duration limit(Duration stable) {
    Duration most = stable.plus(APPLYING).plus(SLACK);
    Duration left =
        Duration.ofNanos(armed.deadline() - attempt.line().pace().nanos()).plus(AFTER_DEADLINE);
    return left.compareTo(most) < 0 ? left : most;
  }

  private Result read(Frames frames) {
    if (frames.first("nothing").isPresent()) {
      return new Result.Stranger("it knows nothing of transaction " + attempt.id());
    }
    Optional<Standing> last = Standing.last(frames);
    if (last.isEmpty() || frames.first("end").isEmpty()) {
      return new Result.Useless("the proof's script did not run to its end");
    }
    Standing standing = last.get();
    if (frames.first("early").isPresent()) {
      return new Result.Useless("the session began before the change was made");
    }
    String stranger = stranger(standing);
    if (!stranger.isEmpty()) {
      return new Result.Stranger(stranger);
    }
    if (standing.state().ended() || !standing.reason().isEmpty()) {
      return new Result.Ended(standing);
    }
    if (!armed.mark().isEmpty() && !armed.mark().equals(standing.value("mark"))) {
      return new Result.Wrong("the node was booted inside the window");
    }
    if (standing.state() != State.APPLIED) {
      return new Result.Useless("the change is not made yet: " + standing.value("state"));
    }
    List<String> wrong = wrong(frames);
    return wrong.isEmpty()
        ? new Result.Proven(standing.value("nonce"))
        : new Result.Wrong(String.join("\n", wrong));
  }

  private String stranger(Standing standing) {
    if (!standing.id().equals(attempt.id())) {
      return "its transaction is " + standing.id() + ", not " + attempt.id();
    }
    if (!armed.machine().isEmpty() && !armed.machine().equals(standing.value("machine-id"))) {
      return "its machine-id is " + standing.value("machine-id") + ", not " + armed.machine();
    }
    return "";
  }

  private List<String> wrong(Frames frames) {
    List<String> wrong = new ArrayList<>();
    for (Frame frame : frames.all()) {
      if (frame.name().matches("proof \\S+ failed")) {
        String number = frame.name().split(" ", -1)[1];
        wrong.add("proof " + number + " failed: " + frame.text().strip());
      }
    }
    if (frames.first("proven").isEmpty() && wrong.isEmpty()) {
      wrong.add("it did not hold for " + attempt.stable().toSeconds() + " s");
    }
    wrong.addAll(check.differences(attempt.transaction(), frames));
    return wrong;
  }
}
