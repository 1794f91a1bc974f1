package dev.bascule.apply;

import dev.bascule.file.WriteFile;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Keeps what many nodes are sent at the same time within the memory: a node with a large payload
 * waits until there is room for it. Small payloads never wait: 32 nodes with 1 MB each fit.
 */
final class PayloadGate {
  /** For all nodes of this program, as its memory is. */
  static final PayloadGate OF_HEAP = new PayloadGate(Runtime.getRuntime().maxMemory() / 2);

  // The script while it is written and its text; then its text and its bytes on their way.
  private static final int COPIES = 2;
  private static final int UNIT = 1024;

  private final int units;
  private final Semaphore free;

  PayloadGate(long bytes) {
    this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
    // Fair: a large payload is not overtaken for ever by small ones.
    this.free = new Semaphore(units, true);
  }

  /** A place that was taken; closing gives it back. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** About how many characters the steps' files take in a script, in base64. */
  static long sent(List<Numbered> steps) {
    return steps.stream()
        .map(Numbered::step)
        .mapToLong(step -> step instanceof WriteFile write ? write.after().size() * 14L / 10 : 0)
        .sum();
  }

  /**
   * Waits until there is room for the steps' files; what is larger than all the room has it alone.
   */
  Place enter(List<Numbered> steps) throws InterruptedException {
    int wanted = (int) Math.min(units, sent(steps) * COPIES / UNIT);
    free.acquire(wanted);
    return () -> free.release(wanted);
  }
}
