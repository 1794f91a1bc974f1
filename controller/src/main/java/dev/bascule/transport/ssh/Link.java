package dev.bascule.transport.ssh;

import dev.bascule.transport.Deadline;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/**
 * An SSH session with one server, keys exchanged and the host key trusted. {@link #abort} closes
 * what carries it, which ends every wait on it at once.
 */
final class Link implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Endpoint endpoint;
  private final SSHClient client;
  private final Runnable abort;
  private final Watchdog watchdog;

  private Link(Endpoint endpoint, SSHClient client, Runnable abort, Watchdog watchdog) {
    this.endpoint = endpoint;
    this.client = client;
    this.abort = abort;
    this.watchdog = watchdog;
  }

  /** Greets and exchanges keys over a TCP connection. */
  static Link over(
      WatchedSocket socket, Endpoint to, HostKeyCheck check, Duration timeout, Watchdog watchdog)
      throws TransportException {
    SSHClient client = client(check, timeout);
    client.setSocketFactory(new Only(socket));
    Link link = new Link(to, client, () -> closeQuietly(socket), watchdog);
    link.handshake(() -> client.connect(to.host(), to.port()), socket, check, timeout);
    socket.greeted();
    return link;
  }

  /** Greets and exchanges keys through a jump host. */
  static Link through(
      Tunnel tunnel, Endpoint to, HostKeyCheck check, Duration timeout, Watchdog watchdog)
      throws TransportException {
    SSHClient client = client(check, timeout);
    Link link = new Link(to, client, tunnel::abort, watchdog);
    link.handshake(() -> client.connectVia(tunnel, to.host(), to.port()), null, check, timeout);
    return link;
  }

  private static SSHClient client(HostKeyCheck check, Duration timeout) {
    SSHClient client = new SSHClient(Algorithms.config(check.wanted()));
    client.addHostKeyVerifier(check);
    client.getTransport().setTimeoutMs(Deadline.after(timeout).leftMillis());
    client.getConnection().setTimeoutMs(Deadline.after(timeout).leftMillis());
    return client;
  }

  /** Something that may fail with an I/O error. */
  private interface Step {
    void run() throws IOException;
  }

  private void handshake(
      Step connect, @Nullable WatchedSocket socket, HostKeyCheck check, Duration timeout)
      throws TransportException {
    Watchdog.Alarm alarm = watchdog.at(Deadline.after(timeout), abort);
    try (alarm) {
      connect.run();
    } catch (IOException | RuntimeException broken) {
      abort.run();
      closeQuietly();
      throw why(broken, alarm.rang(), socket, check, timeout);
    }
  }

  private TransportException why(
      Exception broken,
      boolean late,
      @Nullable WatchedSocket socket,
      HostKeyCheck check,
      Duration timeout) {
    KnownHosts.Verdict verdict = check.verdict();
    WireKey offered = check.offered();
    if (verdict != null && offered != null && !(verdict instanceof KnownHosts.Verdict.Trusted)) {
      return HostKeyFailures.of(endpoint, check.name(), verdict, offered);
    }
    if (late || String.valueOf(broken.getMessage()).contains("Timeout expired")) {
      return ConnectFailures.silent(endpoint, socket, timeout);
    }
    IOException cause = broken instanceof IOException io ? io : new IOException(broken);
    return ConnectFailures.handshake(endpoint, socket, cause);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  SSHClient client() {
    return client;
  }

  boolean alive() {
    return client.isConnected();
  }

  /** Ends the session at once, without a word to the server. */
  void abort() {
    abort.run();
  }

  /** Takes leave of the server; one that does not listen is left without. */
  @Override
  public void close() {
    Watchdog.Alarm alarm = watchdog.at(Deadline.after(FAREWELL), abort);
    try (alarm) {
      closeQuietly();
    } finally {
      abort.run();
    }
  }

  private void closeQuietly() {
    try {
      client.close();
    } catch (IOException | RuntimeException gone) {
      // It was on its way out.
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It was on its way out.
    }
  }

  /** Hands sshj the socket that is already connected. */
  private static final class Only extends SocketFactory {
    private final Socket socket;

    Only(Socket socket) {
      this.socket = socket;
    }

    @Override
    public Socket createSocket() {
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port, java.net.InetAddress from, int fromPort) {
      return socket;
    }

    @Override
    public Socket createSocket(java.net.InetAddress host, int port) {
      return socket;
    }

    @Override
    public Socket createSocket(
        java.net.InetAddress host, int port, java.net.InetAddress from, int fromPort) {
      return socket;
    }
  }
}
