package dev.bascule.apply.safe;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only when somebody waits, or a test says so. */
final class ManualPace implements Pace {
  private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");
  private long now;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant now() {
    return BEGIN.plusNanos(now);
  }

  @Override
  public void pause(Duration time) {
    pass(time);
  }

  void pass(Duration time) {
    now += time.toNanos();
  }

  Instant beginning() {
    return BEGIN;
  }

  Duration passed() {
    return Duration.ofNanos(now);
  }
}
