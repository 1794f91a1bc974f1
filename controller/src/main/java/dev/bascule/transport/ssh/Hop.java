package dev.bascule.transport.ssh;

import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One jump host as ProxyJump writes it: {@code [user@]host[:port]} or {@code
 * ssh://[user@]host[:port]}.
 *
 * @param user null for the ssh configuration's
 * @param host name, address or a name of the ssh configuration
 * @param port null for the ssh configuration's
 */
record Hop(@Nullable String user, String host, @Nullable Integer port) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:ssh://)?(?:([^@\\s]+)@)?(\\[[^\\]\\s]+]|[^:@\\s\\[\\]]+)(?::([0-9]{1,5}))?");

  static Hop parse(String text) throws TransportException {
    Matcher shape = SHAPE.matcher(text.strip());
    Integer port = null;
    if (shape.matches() && shape.group(3) != null) {
      port = Integer.valueOf(shape.group(3));
    }
    if (!shape.matches() || shape.group(2).startsWith("-") || (port != null && !valid(port))) {
      throw new TransportException(
          Kind.SETTINGS, "not a jump host: " + text, "write [USER@]HOST[:PORT]", null);
    }
    return new Hop(shape.group(1), shape.group(2).replaceAll("[\\[\\]]", ""), port);
  }

  private static boolean valid(int port) {
    return port > 0 && port < 65536;
  }
}
