package dev.bascule.cli;

import dev.bascule.fleet.StopSwitch;
import dev.bascule.report.ExitCode;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C and its like do: during a run they ask it to stop, after it they end a wait for what
 * is less than its report, at any other moment they end the program, which then has written nothing
 * on any node.
 */
final class Signals {
  private static final AtomicReference<Running> CURRENT = new AtomicReference<>();
  private static final AtomicReference<@Nullable Runnable> WAIT = new AtomicReference<>();

  /**
   * A run that can be stopped.
   *
   * @param told what the user is told when it is asked for the first time
   */
  record Running(StopSwitch stop, Runnable told) {}

  private Signals() {}

  // Not a shutdown hook: it cannot see a second signal, and the run must report in between.
  static void handle() {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      OnSignal.run(name, Signals::received);
    }
  }

  private static void received() {
    Running running = CURRENT.get();
    if (skipped()) {
      return;
    }
    if (running == null || running.stop().leaving()) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    } else {
      boolean first = !running.stop().stopping();
      running.stop().ask();
      if (first) {
        running.told().run();
      }
    }
  }

  /** Ends a wait, if there is one. */
  static boolean skipped() {
    Runnable skip = WAIT.getAndSet(null);
    if (skip != null) {
      skip.run();
    }
    return skip != null;
  }

  /** From now on signals concern this run. */
  static void begin(Running running) {
    CURRENT.set(running);
  }

  /** The next signal, and only that, ends a wait; null: nothing is waited for any more. */
  static void skipping(@Nullable Runnable skip) {
    WAIT.set(skip);
  }

  /** The run is over. */
  static void end() {
    CURRENT.set(null);
  }
}
