package dev.bascule.cli;

import dev.bascule.history.RunId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/** How a run is called, and when it began. */
record RunStart(RunId id, Instant at) {

  /** A run that begins now. */
  static RunStart now(Clock clock) {
    Instant at = clock.instant();
    return new RunStart(RunId.of(at, new SecureRandom()), at);
  }
}
