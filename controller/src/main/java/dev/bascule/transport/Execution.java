package dev.bascule.transport;

import java.io.IOException;

/**
 * One running command with its three streams, on a node or here. What it says is collected in its
 * {@link Transcript}.
 */
public interface Execution extends AutoCloseable {

  /** Sends bytes to standard input; blocks while the other side does not read. */
  void send(byte[] bytes) throws IOException;

  /** Ends standard input. */
  void endInput() throws IOException;

  /** What the command has said so far. */
  Transcript transcript();

  /**
   * Asks the other side for a sign of life; its answer, or its silence, shows in a later call.
   *
   * @throws IOException when nothing has been heard for too long
   */
  void checkAlive() throws IOException;

  /** Ends the command if it still runs; never blocks for long. */
  @Override
  void close();
}
