package dev.bascule.cli;

import java.time.Instant;
import java.util.Optional;

/** The process of a run, so that one that is still at work is not taken for lost. */
record RunProcess(long pid, long began) {

  // In milliseconds: when a process began is reckoned from the clock, which may be set.
  private static final long CLOCK_SET = 5000;

  /** This one, as a journal names it. */
  static String own() {
    ProcessHandle own = ProcessHandle.current();
    return own.pid() + " " + began(own).orElse(0L);
  }

  private static Optional<Long> began(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli);
  }

  /** Whether it is at work; a later process of the same number is another one. */
  boolean isAlive() {
    return ProcessHandle.of(pid)
        .flatMap(RunProcess::began)
        .filter(other -> Math.abs(other - began) < CLOCK_SET)
        .isPresent();
  }
}
