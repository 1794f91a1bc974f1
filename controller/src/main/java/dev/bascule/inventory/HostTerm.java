package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host as inventories write it: a name, maybe with ranges, maybe with a port.
 *
 * <pre>
 * hn7.example.net
 * hn[01:50].example.net:2222
 * [2001:db8::7]:2222
 * </pre>
 *
 * @param names the name, or those that its ranges stand for
 * @param port null if none is written
 */
record HostTerm(List<String> names, @Nullable Integer port) {
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]+)\\](?::([0-9]+))?");
  private static final Pattern WITH_PORT =
      Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])*):([0-9]+)");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(?:[0-9.]+)?");

  /** Reads a term; what is wrong with it becomes a problem, and then there are no names. */
  static HostTerm parse(String text, Position at, Reading reading) {
    Matcher bracketed = BRACKETED.matcher(text);
    if (bracketed.matches() && isIpv6(bracketed.group(1))) {
      return new HostTerm(List.of(bracketed.group(1)), port(bracketed.group(2), at, reading));
    }
    if (isIpv6(text)) {
      return new HostTerm(List.of(text), null);
    }
    Matcher withPort = WITH_PORT.matcher(text);
    String name = withPort.matches() ? withPort.group(1) : text;
    if (withoutRanges(name).contains(":") && name.indexOf('[') < 0) {
      reading.problem(
          ProblemCode.HOST_NAME,
          at,
          "'" + text + "' is not a host: after the colon stands a port, a number",
          "write NAME:PORT, or [ADDRESS]:PORT for IPv6");
      return new HostTerm(List.of(), null);
    }
    Integer port = withPort.matches() ? port(withPort.group(2), at, reading) : null;
    return new HostTerm(HostRange.expand(name, at, reading), port);
  }

  private static String withoutRanges(String name) {
    return name.indexOf('[') < 0 ? name : name.replaceAll("\\[[^\\]]*\\]", "");
  }

  static boolean isIpv6(String text) {
    return text.indexOf(':') != text.lastIndexOf(':') && IPV6.matcher(text).matches();
  }

  private static @Nullable Integer port(@Nullable String digits, Position at, Reading reading) {
    if (digits == null) {
      return null;
    }
    if (digits.length() <= 5) {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    reading.problem(
        ProblemCode.CONNECTION_VARIABLE, at, digits + " is not a port", "ports are 1 to 65535");
    return null;
  }
}
