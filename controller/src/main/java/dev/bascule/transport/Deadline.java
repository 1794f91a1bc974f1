package dev.bascule.transport;

import java.time.Duration;

/**
 * A moment by which something must have ended, on the clock that never jumps.
 *
 * @param nanoTime the moment, as {@link System#nanoTime} counts
 */
public record Deadline(long nanoTime) {

  /** The moment a duration from now. */
  public static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** What is left of the time, zero when it has passed. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** Whether the moment has passed. */
  public boolean passed() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /** What is left in milliseconds, at least 1, for calls to which 0 means "forever". */
  public int leftMillis() {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left().toMillis()));
  }

  /** The earlier of the two. */
  public Deadline orSooner(Deadline other) {
    return nanoTime - other.nanoTime <= 0 ? this : other;
  }
}
