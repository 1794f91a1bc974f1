package dev.bascule.apply.safe;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.probe.Frames;
import dev.bascule.probe.Frames.Frame;
import dev.bascule.probe.Probe;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a transaction onto the node and arms it: the second exec of the first session. */
final class Arming {
  /** For staging, the rehearsal and the first run of the proofs. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Attempt attempt;
  private final Pace pace;

  Arming(Attempt attempt) {
    this.attempt = attempt;
    this.pace = attempt.line().pace();
  }

  /** How it went. */
  sealed interface Result {
    /** The timer runs and the batch begins. */
    record Begun(Armed armed, Optional<Rehearsal> rehearsal) implements Result {}

    /** It is over: nothing of the network was touched. */
    record Over(Outcome outcome) implements Result {}

    /** The answer was lost: the timer may run or not. */
    record Unsure(Armed atMost, String why) implements Result {}
  }

  Result on(Connection connection, Staging staging) {
    Optional<Rehearsal> rehearsal = staging.rehearse(attempt);
    if (rehearsal.orElse(null) instanceof Rehearsal.Contradicted it) {
      return over(it.words().text(), it.words().hint());
    }
    Result result = staged(connection, staging);
    return result instanceof Result.Begun begun && begun.rehearsal().isEmpty()
        ? new Result.Begun(begun.armed(), rehearsal)
        : result;
  }

  private Result staged(Connection connection, Staging staging) {
    String boundary = Probe.newBoundary();
    Script script = staging.script(boundary, attempt);
    attempt.enter(Phase.ARM);
    try {
      // Before the node has it: a token that only a dead controller knew would be lost.
      keep(longest());
    } catch (IOException e) {
      return over("the transaction cannot be kept on this machine: " + e, null);
    }
    Result result = sent(connection, script, boundary);
    if (result instanceof Result.Over) {
      forget();
    } else if (result instanceof Result.Begun begun) {
      told(begun.armed());
    }
    return result;
  }

  private Result sent(Connection connection, Script script, String boundary) {
    try {
      ScriptResult result = connection.run(script, LONGEST);
      return read(Frames.read(boundary, result.stdout()), result);
    } catch (TransportException e) {
      String message = String.valueOf(e.getMessage());
      return switch (e.kind()) {
        case DEADLINE, LOST, TIMED_OUT, PROTOCOL -> new Result.Unsure(longest(), message);
        default -> new Result.Over(new Outcome.Unreachable(message, e.hint()));
      };
    }
  }

  private Result read(Frames frames, ScriptResult result) {
    for (Frame frame : frames.all()) {
      if (frame.name().startsWith("refused ")) {
        return refused(frame.name().substring("refused ".length()), frame);
      }
    }
    if (frames.first("armed").isEmpty() || frames.first("started").isEmpty()) {
      String how =
          result.exit() == null ? "signal " + result.signal() : "exit code " + result.exit();
      String said = result.stderr().strip();
      return new Result.Unsure(
          longest(),
          "staging ended with "
              + how
              + " before it was done"
              + (said.isEmpty() ? "" : ": " + said));
    }
    Map<String, String> values = Standing.values(frames.first("armed").get());
    long left = seconds(values.getOrDefault("left", ""));
    return new Result.Begun(
        new Armed(
            values.getOrDefault("machine-id", ""),
            values.getOrDefault("mark", ""),
            pace.nanos() + Duration.ofSeconds(left).toNanos()),
        Rehearsal.of(frames));
  }

  private long seconds(String text) {
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : window().toSeconds();
  }

  private Duration window() {
    return attempt.transaction().window().total();
  }

  // The timer begins to run at some moment of the exec.
  private Armed longest() {
    return new Armed("", "", pace.nanos() + LONGEST.plus(window()).toNanos());
  }

  private Result refused(String code, Frame frame) {
    RefusalWords words = RefusalWords.of(code, frame.lines());
    return new Result.Over(
        new Outcome.Refused(
            attempt.plan(), words.text(), words.hint(), RefusalWords.why(code, frame.lines())));
  }

  private Result over(String reason, @Nullable String hint) {
    return new Result.Over(new Outcome.Refused(attempt.plan(), reason, hint));
  }

  private void told(Armed armed) {
    Instant endsBy = ends(armed);
    attempt.line().events().accept(new RunEvent.NodeArmed(attempt.node(), attempt.id(), endsBy));
    try {
      keep(armed);
    } catch (IOException e) {
      attempt.note("cannot keep the transaction's end: " + e); // its token is kept already
    }
  }

  private Instant ends(Armed armed) {
    return pace.now().plusNanos(armed.deadline() - pace.nanos());
  }

  private void keep(Armed armed) throws IOException {
    attempt.line().store().keep(attempt.kept(ends(armed)));
  }

  private void forget() {
    try {
      attempt.line().store().forget(attempt.kept(Instant.EPOCH));
    } catch (IOException e) {
      attempt.note("cannot remove the record of a transaction that was never armed: " + e);
    }
  }
}
