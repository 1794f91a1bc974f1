package dev.bascule.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does, by looking again and again. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /** Returns once the condition holds; fails when it does not within the time. */
  public static void until(String what, Duration limit, Callable<Boolean> condition) {
    if (!within(limit, condition)) {
      throw new AssertionError("waited " + limit.toSeconds() + " s in vain for: " + what);
    }
  }

  /** Does the condition hold within the time? What it throws counts as no. */
  public static boolean within(Duration limit, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception notYet) {
      return false;
    }
  }
}
