package dev.bascule.apply.safe;

import dev.bascule.event.Phase;
import dev.bascule.probe.Frames;
import dev.bascule.probe.Frames.Frame;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.Optional;

/** Confirms over the session that has proven the change. */
final class Confirming {
  static final Duration LIMIT = Duration.ofSeconds(45);

  private Confirming() {}

  /** What came of it. */
  sealed interface Result {
    /** The node has put its files in place and its timer is gone; or it ended the other way. */
    record Ended(Standing standing) implements Result {}

    /** The node does not take it; the code says why. */
    record Refused(String code, String words) implements Result {}

    /** Whether the node has heard it is not known, or not yet how it ends. */
    record Open(String why) implements Result {}
  }

  static Result on(Connection connection, Attempt attempt, String nonce) {
    attempt.enter(Phase.CONFIRM);
    try {
      Frames frames =
          NodeScript.verb("confirm", attempt.token(), "-", nonce)
              .on(connection, attempt.id(), LIMIT);
      return read(frames);
    } catch (TransportException e) {
      return new Result.Open(String.valueOf(e.getMessage()));
    }
  }

  static Result read(Frames frames) {
    for (Frame frame : frames.all()) {
      if (frame.name().startsWith("refused ")) {
        String code = frame.name().substring("refused ".length());
        return new Result.Refused(code, frame.text().strip());
      }
    }
    Optional<Standing> last = Standing.last(frames);
    if (last.isPresent() && last.get().state().ended()) {
      return new Result.Ended(last.get());
    }
    return new Result.Open("the node has not finished yet");
  }
}
