package dev.bascule.transport.ssh;

import dev.bascule.transport.Deadline;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Opens a TCP connection: every address of the name in turn, within one deadline. */
final class Dial {
  // Nobody has to be asked: four numbers, or anything with a colon.
  private static final Pattern LITERAL = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[^:]*:.*");

  private Dial() {}

  static WatchedSocket open(Endpoint to, Duration timeout) throws TransportException {
    Deadline deadline = Deadline.after(timeout);
    TransportException failure = ConnectFailures.unknownHost(to, null);
    for (InetAddress address : resolve(to, deadline)) {
      try {
        return connect(new InetSocketAddress(address, to.port()), deadline);
      } catch (IOException refused) {
        failure = ConnectFailures.tcp(to, refused, timeout);
      }
    }
    throw failure;
  }

  private static WatchedSocket connect(InetSocketAddress address, Deadline deadline)
      throws IOException {
    WatchedSocket socket = new WatchedSocket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, deadline.leftMillis());
      return socket;
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  /** Asks the resolver on a thread of its own: a name server that is down holds it for long. */
  private static InetAddress[] resolve(Endpoint to, Deadline deadline) throws TransportException {
    if (LITERAL.matcher(to.host()).matches()) {
      return literal(to);
    }
    CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> ask(to.host(), answer), "resolve-" + to.host());
    asking.setDaemon(true);
    asking.start();
    try {
      return answer.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unknown) {
      throw ConnectFailures.unknownHost(to, unknown);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          TransportException.Kind.LOST, "interrupted while connecting to " + to, null, stopped);
    }
  }

  private static InetAddress[] literal(Endpoint to) throws TransportException {
    try {
      return InetAddress.getAllByName(to.host());
    } catch (IOException notOne) {
      throw ConnectFailures.unknownHost(to, notOne);
    }
  }

  private static void ask(String host, CompletableFuture<InetAddress[]> answer) {
    try {
      answer.complete(InetAddress.getAllByName(host));
    } catch (IOException unknown) {
      answer.completeExceptionally(unknown);
    }
  }
}
