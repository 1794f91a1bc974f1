package dev.bascule.transport.ssh;

import dev.bascule.transport.Pulse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.transport.TransportException;

/**
 * Keepalive requests of OpenSSH, which every server answers, if only by not knowing them. They go
 * through the session's TCP connection: what is lost on the way is sent again, and its wait counts.
 */
final class SshPulse implements Pulse {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Connection connection;
  private final Duration every;
  private final Thread thread;
  private volatile boolean closed;
  private boolean broken;
  private boolean waiting;
  private long lastAnswer;
  private long longest;

  private SshPulse(Connection connection, Duration every) {
    this.connection = connection;
    this.every = every;
    this.thread = new Thread(null, this::beat, "pulse", 256 << 10);
    thread.setDaemon(true);
  }

  static Pulse over(Connection connection, Duration every) {
    SshPulse pulse = new SshPulse(connection, every);
    pulse.thread.start();
    return pulse;
  }

  private void beat() {
    try {
      while (!closed) {
        ask();
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (TransportException lost) {
      fail();
    }
  }

  private void ask() throws TransportException, InterruptedException {
    waiting(true);
    Promise<SSHPacket, ConnectionException> answer = send();
    try {
      answer.retrieve(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ConnectionException notKnown) {
      // "Request failure" is the usual answer; anything else leaves the promise open.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!answer.inError()) {
        fail();
        return;
      }
    }
    answered();
  }

  private Promise<SSHPacket, ConnectionException> send() throws TransportException {
    return connection.sendGlobalRequest("keepalive@openssh.com", true, new byte[0]);
  }

  private synchronized void waiting(boolean now) {
    waiting = now;
  }

  private synchronized void fail() {
    broken = true;
  }

  private synchronized void answered() {
    long now = System.nanoTime();
    if (lastAnswer != 0) {
      longest = Math.max(longest, now - lastAnswer);
    }
    lastAnswer = now;
    waiting = false;
    broken |= !connection.getTransport().isRunning();
  }

  private synchronized Optional<Duration> longestGap() {
    return broken || waiting || longest == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(longest));
  }

  @Override
  public Optional<Duration> end() {
    closed = true;
    try {
      thread.join(500); // for the answer that is on its way
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return longestGap();
  }
}
