package dev.bascule.apply.safe;

import dev.bascule.probe.Frames;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a node how its transaction stands until it has an end, over any session there may be. */
final class Verdict {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  // The node answers once it has gone back, all rungs of its ladder included.
  private static final Duration ABORT_LIMIT = Armed.LADDER.plusSeconds(10);

  private final Attempt attempt;
  private final Armed armed;
  private final Search search;
  private long until;
  private boolean heard;

  Verdict(Attempt attempt, Armed armed, Search search) {
    this.attempt = attempt;
    this.armed = armed;
    this.search = search;
    this.until = armed.verdictBy();
  }

  /** What the node said last. */
  sealed interface Said {
    /** How the transaction stands; the session is open still. */
    record Stands(Standing standing, Connection connection) implements Said {}

    /** The node does not know the transaction: it was never begun. */
    record Nothing() implements Said {}

    /** No answer until it must have ended. */
    record Silence() implements Said {}
  }

  /**
   * Waits for an end.
   *
   * @param back whether it is told to go back at once, rather than at its deadline
   * @param enough what else ends the waiting
   */
  Said await(boolean back, Enough enough) throws InterruptedException {
    while (attempt.line().pace().nanos() < until) {
      Optional<Connection> found = search.open(until);
      if (found.isEmpty()) {
        break;
      }
      Connection connection = found.get();
      Said said = ask(connection, back, enough);
      if (said != null) {
        return said;
      }
      connection.close();
      attempt.line().pace().pause(PAUSE);
    }
    return new Said.Silence();
  }

  /** Whether a standing that is no end ends the waiting all the same. */
  interface Enough {
    boolean is(Standing standing);
  }

  private @Nullable Said ask(Connection connection, boolean back, Enough enough) {
    try {
      Frames frames =
          NodeScript.verb(back ? "abort" : "status", "")
              .on(connection, attempt.id(), back ? ABORT_LIMIT : LIMIT);
      if (frames.first("nothing").isPresent()) {
        return nothing(connection);
      }
      Standing standing = Standing.last(frames).orElse(null);
      if (standing == null || !standing.id().equals(attempt.id())) {
        return null;
      }
      hear(standing);
      return standing.state().ended() || enough.is(standing)
          ? new Said.Stands(standing, connection)
          : null;
    } catch (TransportException e) {
      return null; // asked again over another session
    }
  }

  // Where the answer to arming was lost, its end was reckoned from the longest that arming may
  // take.
  private void hear(Standing standing) {
    if (standing.state().armed()) {
      heard = true;
      Duration most = Duration.ofSeconds(Math.max(0, standing.left())).plus(Armed.LADDER);
      until = Math.min(until, attempt.line().pace().nanos() + most.toNanos());
    }
  }

  // After arming, a node that knows nothing is another node; before, it is the truth.
  private @Nullable Said nothing(Connection connection) {
    if (armed.machine().isEmpty() && !heard) {
      connection.close();
      return new Said.Nothing();
    }
    search.stranger("it knows nothing of transaction " + attempt.id());
    return null;
  }
}
