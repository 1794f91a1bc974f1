package dev.bascule.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The passing of time, so that tests need not wait for it. */
public interface Pacer {

  /** Nanoseconds since some moment. */
  long nanos();

  /** Waits for the next element, at most so long. */
  <T> Optional<T> await(BlockingQueue<T> queue, Duration atMost) throws InterruptedException;

  /** Real time. */
  static Pacer system() {
    return new Pacer() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public <T> Optional<T> await(BlockingQueue<T> queue, Duration atMost)
          throws InterruptedException {
        return Optional.ofNullable(queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
      }
    };
  }
}
