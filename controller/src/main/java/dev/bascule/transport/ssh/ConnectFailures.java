package dev.bascule.transport.ssh;

import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in plain words why no SSH session came about, up to the key exchange. */
final class ConnectFailures {
  private static final Pattern NO_SETTLEMENT =
      Pattern.compile("Unable to reach a settlement of (\\w+): \\[.*?] and \\[(.*?)]");

  private ConnectFailures() {}

  static TransportException unknownHost(Endpoint to, @Nullable Throwable cause) {
    return new TransportException(
        Kind.UNKNOWN_HOST,
        "unknown host: the name " + to.host() + " has no address",
        "check ansible_host of " + to.node() + ", or the name server",
        cause);
  }

  /** The TCP connection failed. */
  static TransportException tcp(Endpoint to, IOException cause, Duration timeout) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof SocketTimeoutException || text.contains("timed out")) {
      return new TransportException(
          Kind.TIMED_OUT,
          "timed out: no answer from " + to + " within " + Endpoint.seconds(timeout),
          "the node is down, or a firewall drops the packets",
          cause);
    }
    if (cause instanceof NoRouteToHostException || text.contains("unreachable")) {
      return new TransportException(
          Kind.NO_ROUTE,
          "no route to " + to + " (" + cause.getMessage() + ")",
          "the node is down, or this machine has no route to its network",
          cause);
    }
    if (cause instanceof ConnectException && text.contains("refused")) {
      return new TransportException(
          Kind.REFUSED,
          "connection refused by " + to,
          "sshd does not run there, or listens on another port (ansible_port)",
          cause);
    }
    return new TransportException(
        Kind.PROTOCOL, "cannot connect to " + to + ": " + cause.getMessage(), null, cause);
  }

  /** The time for the greeting and the key exchange is over. */
  static TransportException silent(Endpoint to, @Nullable WatchedSocket socket, Duration timeout) {
    String within = " within " + Endpoint.seconds(timeout);
    if (socket != null && socket.saidAnything() && !socket.saidSsh()) {
      return notSsh(to, socket, null);
    }
    if (socket != null && socket.saidSsh()) {
      return new TransportException(
          Kind.TIMED_OUT,
          "timed out: " + to + " did not finish the SSH key exchange" + within,
          "the node is overloaded, or the path loses large packets (MTU)",
          null);
    }
    return new TransportException(
        Kind.TIMED_OUT,
        "timed out: " + to + " accepts the connection but says nothing" + within,
        "sshd hangs or is overloaded, or another program listens on that port",
        null);
  }

  /** The greeting or the key exchange broke. */
  static TransportException handshake(
      Endpoint to, @Nullable WatchedSocket socket, IOException cause) {
    Matcher settlement = NO_SETTLEMENT.matcher(String.valueOf(cause.getMessage()));
    if (settlement.find()) {
      return new TransportException(
          Kind.PROTOCOL,
          "no common "
              + wanted(settlement.group(1))
              + " with "
              + to
              + ": it offers "
              + settlement.group(2).replace(", ", ","),
          "allow one of the algorithms that docs/ssh.md lists in the node's sshd_config",
          cause);
    }
    if (socket != null && socket.saidAnything() && !socket.saidSsh()) {
      return notSsh(to, socket, cause);
    }
    if (socket != null && !socket.saidAnything()) {
      return new TransportException(
          Kind.PROTOCOL,
          to + " closed the connection before it said anything",
          "sshd refuses this address (hosts.deny, MaxStartups, fail2ban), or it is not sshd",
          cause);
    }
    return new TransportException(
        Kind.PROTOCOL,
        "the SSH key exchange with " + to + " broke off: " + reason(cause),
        null,
        cause);
  }

  private static TransportException notSsh(
      Endpoint to, WatchedSocket socket, @Nullable Throwable cause) {
    return new TransportException(
        Kind.PROTOCOL,
        to + " is not an SSH server: it says \"" + socket.firstLine() + "\"",
        "check ansible_port of " + to.node(),
        cause);
  }

  private static String wanted(String name) {
    return switch (name) {
      case "KeyExchangeAlgorithms" -> "key exchange";
      case "HostKeyAlgorithms" -> "host key type";
      case "Client2ServerCipherAlgorithms", "Server2ClientCipherAlgorithms" -> "cipher";
      default -> "MAC or compression";
    };
  }

  /** The innermost message that says something. */
  static String reason(Throwable failure) {
    String text = "the connection was closed";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = t.getMessage();
      if (message != null && !message.isBlank() && !message.startsWith("Broken transport")) {
        text = message;
      }
    }
    return text;
  }
}
