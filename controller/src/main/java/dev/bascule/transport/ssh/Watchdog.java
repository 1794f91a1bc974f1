package dev.bascule.transport.ssh;

import dev.bascule.transport.Deadline;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Breaks what has not ended by its deadline. A read of a socket that trickles, a write to a node
 * that no longer reads and every wait inside sshj end only when their socket is closed under them;
 * that is what an alarm does. Alarms must not block: one thread serves all nodes.
 */
final class Watchdog implements AutoCloseable {
  private final ScheduledThreadPoolExecutor clock;

  Watchdog() {
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "ssh-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Runs an action at the deadline, unless the alarm is closed before. */
  Alarm at(Deadline deadline, Runnable action) {
    Alarm alarm = new Alarm(action);
    try {
      alarm.future = clock.schedule(alarm, deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException over) {
      // The run is over and somebody still says goodbye: nobody waits for the answer.
      alarm.run();
    }
    return alarm;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** One deadline being watched. */
  static final class Alarm implements Runnable, AutoCloseable {
    private final Runnable action;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean rang;
    private volatile @Nullable ScheduledFuture<?> future;

    private Alarm(Runnable action) {
      this.action = action;
    }

    @Override
    public void run() {
      if (settled.compareAndSet(false, true)) {
        rang = true;
        action.run();
      }
    }

    /** Whether the deadline passed first. */
    boolean rang() {
      return rang;
    }

    @Override
    public void close() {
      settled.set(true);
      ScheduledFuture<?> scheduled = future;
      if (scheduled != null) {
        scheduled.cancel(false);
      }
    }
  }
}
