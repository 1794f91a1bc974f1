package dev.bascule.transport;

import java.time.Duration;

/**
 * A session with one node. Each {@link #run} is one exec of {@code /bin/sh -s} (as root where the
 * settings ask for it); the connection stays open between runs. Used by one thread at a time.
 */
public interface Connection extends AutoCloseable {

  /**
   * Runs one POSIX sh script, sent on standard input, and waits for its end.
   *
   * @param deadline how long the run may take, streams included
   * @throws TransportException when the node cannot be reached or asked, or the deadline passes
   */
  ScriptResult run(Script script, Duration deadline) throws TransportException;

  /** Whether the node is the controller's own machine, so that no network lies between. */
  default boolean isLocal() {
    return false;
  }

  /**
   * Begins to ask for signs of life until it is closed; no exec, no channel. Not while a script
   * runs.
   *
   * @param every the pause after each answer
   */
  default Pulse pulse(Duration every) {
    return Pulse.NONE;
  }

  /** Ends the session; never fails and never blocks for long. */
  @Override
  void close();
}
