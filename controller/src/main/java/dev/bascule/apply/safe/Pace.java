package dev.bascule.apply.safe;

import java.time.Duration;
import java.time.Instant;

/** The passing of time, so that tests need not wait for it. */
public interface Pace {

  /** Nanoseconds since some moment; never jumps. */
  long nanos();

  /** What the clock on the wall says, for messages only. */
  Instant now();

  /** Waits. */
  void pause(Duration time) throws InterruptedException;

  /** Real time. */
  static Pace system() {
    return new Pace() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
      }
    };
  }
}
