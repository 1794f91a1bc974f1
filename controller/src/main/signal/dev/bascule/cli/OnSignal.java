package dev.bascule.cli;

import sun.misc.Signal;

/**
 * Says what a signal does. In a source root of its own: javac warns of this class of the JDK, which
 * has no successor, in a way that cannot be suppressed, and elsewhere warnings are errors.
 */
final class OnSignal {
  private OnSignal() {}

  /** From now on this runs, on a thread of its own, whenever the signal comes. */
  static void run(String signal, Runnable body) {
    Signal.handle(new Signal(signal), received -> body.run());
  }
}
