package dev.bascule.cli;

import dev.bascule.history.Resumption;
import dev.bascule.history.RunId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run is called, when it began, and what writes it into the history.
 *
 * @param notices who is told of its end
 * @param recording begins with the run over the fleet, and ends in {@link RunEnd}
 * @param resumes the lost run whose nodes it asks; null where it asks for none
 */
record RunStart(
    RunId id, Instant at, NotifyChoice notices, Recording recording, @Nullable Resumption resumes) {

  /** A run of a command that begins now. */
  static RunStart of(Invocation invocation, Surroundings around) throws UsageException {
    Clock clock = Clock.systemUTC();
    Instant at = clock.instant();
    return new RunStart(
        RunId.of(at, new SecureRandom()),
        at,
        NotifyChoice.of(invocation, around),
        new Recording(HistoryChoice.of(invocation, around), clock, Recording.LONGEST_BEGIN),
        null);
  }

  /** The same run, once it is known of which lost one it tells. */
  RunStart resuming(Resumption lost) {
    return new RunStart(id, at, notices, recording, lost);
  }
}
