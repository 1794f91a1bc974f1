package dev.bascule.transport.ssh;

import dev.bascule.transport.Deadline;
import dev.bascule.transport.Execution;
import dev.bascule.transport.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;

/** One exec on a node. */
final class SshExecution implements Execution {
  private static final int CHUNK = 32 << 10;
  private static final int FAREWELL_MILLIS = 2000;

  private final Connection connection;
  private final ExecChannel channel;
  private final Transcript transcript;
  private final int aliveLimit;
  private final Duration aliveInterval;
  private final Deque<Promise<SSHPacket, ConnectionException>> unanswered = new ArrayDeque<>();

  private SshExecution(
      Connection connection,
      ExecChannel channel,
      Transcript transcript,
      String command,
      Target target)
      throws IOException {
    this.connection = connection;
    this.channel = channel;
    this.transcript = transcript;
    this.aliveLimit = target.aliveLimit();
    this.aliveInterval = target.aliveInterval();
    channel.request(command);
  }

  /**
   * Opens a channel and starts a command on it.
   *
   * @param terminal whether the command gets a (raw) terminal
   * @param target says how long silence may last
   */
  static SshExecution start(
      Connection connection, String command, boolean terminal, Transcript to, Target target)
      throws IOException {
    ExecChannel channel = new ExecChannel(connection, to);
    Duration silence = target.aliveInterval().multipliedBy(target.aliveLimit());
    channel.open(silence);
    if (terminal) {
      channel.requestRawTerminal();
    }
    return new SshExecution(connection, channel, to, command, target);
  }

  /**
   * Sends what the server has room for and waits for more room. Ends early when the command does (a
   * script may exit in its middle): OpenSSH then makes no more room, and closes only after us.
   */
  @Override
  public void send(byte[] bytes) throws IOException {
    OutputStream stdin = channel.getOutputStream();
    try {
      for (int at = 0; at < bytes.length && awaitRoom(); ) {
        int count = (int) Math.min(Math.min(bytes.length - at, CHUNK), channel.room());
        stdin.write(bytes, at, count);
        stdin.flush();
        at += count;
      }
    } catch (IOException closed) {
      if (!endsSoon()) {
        throw closed;
      }
    }
  }

  private boolean awaitRoom() throws IOException {
    try {
      while (!transcript.await(
          () -> channel.room() > 0 || transcript.over(), Deadline.after(aliveInterval))) {
        checkAlive();
      }
      return !transcript.over();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private boolean endsSoon() {
    try {
      return transcript.await(transcript::ended, Deadline.after(Duration.ofSeconds(2)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
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
    // Of the wait for the server's own close, which a runaway script may hold up.
    connection.setTimeoutMs(FAREWELL_MILLIS);
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // The connection is gone and the channel with it.
    }
  }
}
