package dev.bascule.transport.ssh;

import dev.bascule.transport.Execution;
import dev.bascule.transport.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import net.schmizz.concurrent.Event;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;

/** One exec on a node. */
final class SshExecution implements Execution {
  private final Connection connection;
  private final ExecChannel channel;
  private final Transcript transcript;
  private final int aliveLimit;
  private final Event<ConnectionException> accepted;
  private final Deque<Promise<SSHPacket, ConnectionException>> unanswered = new ArrayDeque<>();

  private SshExecution(
      Connection connection, ExecChannel channel, Transcript transcript, String command, int limit)
      throws IOException {
    this.connection = connection;
    this.channel = channel;
    this.transcript = transcript;
    this.aliveLimit = limit;
    this.accepted = channel.request(command);
  }

  /**
   * Opens a channel and starts a command on it.
   *
   * @param terminal whether the command gets a (raw) terminal
   * @param aliveLimit how many signs of life may stay unanswered
   */
  static SshExecution start(
      Connection connection, String command, boolean terminal, Transcript to, int aliveLimit)
      throws IOException {
    ExecChannel channel = new ExecChannel(connection, to);
    channel.open();
    if (terminal) {
      channel.requestRawTerminal();
    }
    return new SshExecution(connection, channel, to, command, aliveLimit);
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    OutputStream stdin = channel.getOutputStream();
    try {
      stdin.write(bytes);
      stdin.flush();
    } catch (IOException closed) {
      // A script may end before it has read all of itself (exit in the middle): its result counts.
      if (!transcript.ended() || accepted.inError()) {
        throw closed;
      }
    }
  }

  @Override
  public void endInput() throws IOException {
    channel.getOutputStream().close();
  }

  @Override
  public Transcript transcript() {
    return transcript;
  }

  /** Whether the server refused to run a command at all. */
  boolean refused() {
    return accepted.inError();
  }

  @Override
  public void checkAlive() throws IOException {
    unanswered.removeIf(Promise::isFulfilled);
    if (unanswered.size() >= aliveLimit) {
      throw new IOException("no sign of life");
    }
    unanswered.add(connection.sendGlobalRequest("keepalive@openssh.com", true, new byte[0]));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // The connection is gone and the channel with it.
    }
  }
}
