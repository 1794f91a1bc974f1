package dev.bascule.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a running script has said so far and how it ended. Whoever reads the streams adds to it;
 * whoever runs the script waits on it. Bytes beyond the cap are counted and dropped, so that a
 * script that never stops talking cannot fill the heap.
 */
public final class Transcript {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream(4096);
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream(256);
  private final int cap;
  private boolean overflow;
  private boolean ended;
  private boolean refused;
  private @Nullable Integer exit;
  private @Nullable String signal;

  /**
   * Starts empty.
   *
   * @param cap how many bytes of each stream are kept
   */
  public Transcript(int cap) {
    this.cap = cap;
  }

  /** How many bytes of each stream are kept. */
  public int cap() {
    return cap;
  }

  /** Adds to standard output. */
  public void stdout(byte[] bytes, int from, int count) {
    add(stdout, bytes, from, count);
  }

  /** Adds to standard error. */
  public void stderr(byte[] bytes, int from, int count) {
    add(stderr, bytes, from, count);
  }

  private void add(ByteArrayOutputStream stream, byte[] bytes, int from, int count) {
    change(
        () -> {
          int room = Math.min(count, cap - stream.size());
          stream.write(bytes, from, room);
          overflow |= room < count;
        });
  }

  /** The script's exit status has come. */
  public void exit(int status) {
    change(() -> exit = status);
  }

  /** A signal ended the script. */
  public void signal(String name) {
    change(() -> signal = name);
  }

  /** The other side does not run the command at all. */
  public void refuse() {
    change(
        () -> {
          refused = true;
          ended = true;
        });
  }

  /** Whether the command was refused. */
  public boolean refused() {
    return read(() -> refused);
  }

  /** Nothing more will come. */
  public void end() {
    change(() -> ended = true);
  }

  /** Something else has changed that somebody may wait for here, such as room for more input. */
  public void touch() {
    change(() -> {});
  }

  /** Whether the command has ended by itself, even if a child of it still writes. */
  public boolean over() {
    return read(() -> ended || exit != null || signal != null);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a condition on this transcript holds.
   *
   * @return whether it held before the deadline
   */
  public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!condition.getAsBoolean()) {
        if (news.awaitNanos(deadline.left().toNanos()) <= 0 && deadline.passed()) {
          return condition.getAsBoolean();
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private <T extends @Nullable Object> T read(Supplier<T> value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing more will come. */
  public boolean ended() {
    return read(() -> ended);
  }

  /** Whether a stream had more bytes than are kept. */
  public boolean overflowed() {
    return read(() -> overflow);
  }

  /** The exit status, null as long as none has come. */
  public @Nullable Integer exit() {
    return this.<@Nullable Integer>read(() -> exit);
  }

  /** The signal's name without SIG, or null. */
  public @Nullable String signal() {
    return this.<@Nullable String>read(() -> signal);
  }

  /** Standard output so far; bytes that are not UTF-8 become U+FFFD. */
  public String stdout() {
    return read(() -> stdout.toString(StandardCharsets.UTF_8));
  }

  /** Standard error so far; bytes that are not UTF-8 become U+FFFD. */
  public String stderr() {
    return read(() -> stderr.toString(StandardCharsets.UTF_8));
  }
}
