package dev.bascule.transport.ssh;

import java.time.Duration;

/**
 * Where one connects to.
 *
 * @param node how the user calls it: the node's name or the jump host as written
 * @param host name or address
 * @param port 1 to 65535
 */
record Endpoint(String node, String host, int port) {

  /** The address as shown, for example {@code 10.0.0.7:22} or {@code [fe80::7]:22}. */
  String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String toString() {
    return address();
  }

  /** A time as people say it. */
  static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? time.toSeconds() + " s"
        : String.format(java.util.Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
