package dev.bascule.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Time that stands still until so many messages have come, and then jumps to what is waited for.
 */
final class JumpingTime implements Pacer {
  private long now;
  private int messages;
  private final CountDownLatch beforeJump;

  JumpingTime(int messages, CountDownLatch beforeJump) {
    this.messages = messages;
    this.beforeJump = beforeJump;
  }

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public <T> Optional<T> await(BlockingQueue<T> queue, Duration atMost)
      throws InterruptedException {
    if (messages > 0) {
      messages--;
      return Optional.of(queue.take());
    }
    beforeJump.await();
    advance(atMost);
    return Optional.empty();
  }

  synchronized void advance(Duration by) {
    now += by.toNanos();
  }
}
