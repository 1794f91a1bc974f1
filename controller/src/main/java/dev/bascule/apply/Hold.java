package dev.bascule.apply;

import java.time.Duration;

/**
 * Whether a node's lock stays a run's after a script, until its next one, so that nobody else comes
 * between. The lock is free after the time, whatever becomes of the controller.
 *
 * @param name by which the next script knows that the lock is its own; empty for no name
 * @param after how long at most the next script takes to come; zero where none does
 */
public record Hold(String name, Duration after) {
  /** One script is all. */
  public static final Hold NONE = new Hold("", Duration.ZERO);

  /** The last script of a run that may have held the lock until now. */
  public static Hold last(String name) {
    return new Hold(name, Duration.ZERO);
  }
}
