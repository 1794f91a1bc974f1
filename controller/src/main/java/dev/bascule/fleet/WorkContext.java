package dev.bascule.fleet;

import dev.bascule.event.RunEvent;
import java.time.Duration;

/** What the work on a node may ask of the run that it is part of. */
public interface WorkContext {

  /** Tells the run what happens on the node. Ignored once the fleet has given the node up. */
  void emit(RunEvent event);

  /** Whether the run is asked to end: begin nothing that writes. */
  boolean stopping();

  /** How long the node still has; never negative. */
  Duration timeLeft();

  /**
   * To be called before the first write: a node that was long silent was not counted against the
   * forks, and may have to wait for others now.
   *
   * @throws InterruptedException when the fleet gave the node up; then nothing may be written
   */
  default void awaitTurn() throws InterruptedException {}
}
