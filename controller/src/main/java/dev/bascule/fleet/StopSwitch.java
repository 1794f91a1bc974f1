package dev.bascule.fleet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Ends a run early. Asked once, no node is begun and nothing further is written, but what runs on a
 * node runs to its end. Asked twice, the run does not wait for it.
 */
public final class StopSwitch {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private int asked;

  /** Asks; called from a signal handler. */
  public void ask() {
    synchronized (this) {
      asked++;
    }
    listeners.forEach(Runnable::run);
  }

  /** Whether it was asked. */
  public synchronized boolean stopping() {
    return asked > 0;
  }

  /** Whether it was asked twice. */
  public synchronized boolean leaving() {
    return asked > 1;
  }

  void onAsk(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }
}
