package dev.bascule.cli;

import dev.bascule.history.RunId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * How a run is called, when it began, and what writes it into the history.
 *
 * @param notices who is told of its end
 * @param recording begins with the run over the fleet, and ends in {@link RunEnd}
 */
record RunStart(RunId id, Instant at, NotifyChoice notices, Recording recording) {

  /** A run of a command that begins now. */
  static RunStart of(Invocation invocation, Surroundings around) throws UsageException {
    Clock clock = Clock.systemUTC();
    Instant at = clock.instant();
    return new RunStart(
        RunId.of(at, new SecureRandom()),
        at,
        NotifyChoice.of(invocation, around),
        new Recording(HistoryChoice.of(invocation, around), clock));
  }
}
