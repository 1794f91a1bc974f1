package dev.bascule.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address. Two are equal when they are the same address, however they were written.
 *
 * @param text canonical: {@code 10.0.0.1}, or RFC 5952: {@code fd00::1}
 */
public record IpAddress(String text) implements Comparable<IpAddress> {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]{2,39}(\\.?[0-9]+){0,4}");

  public IpAddress {
    if (!canonical(text).map(text::equals).orElse(false)) {
      throw new IllegalArgumentException("not a canonical address: " + text);
    }
  }

  /** Reads one, in any of its spellings; empty for names, prefixes and zones. */
  public static Optional<IpAddress> parse(String text) {
    return canonical(text).map(IpAddress::new);
  }

  /** Like {@link #parse}, for a text that is known to be an address. */
  public static IpAddress of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
  }

  static IpAddress of(byte[] bytes) {
    try {
      return of(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not 4 or 16 bytes", e);
    }
  }

  /** Whether it is an IPv6 address. */
  public boolean isV6() {
    return text.indexOf(':') >= 0;
  }

  /** Whether it is only valid on its link: fe80::/10 or 169.254.0.0/16. */
  public boolean isLinkLocal() {
    return isV6() ? text.matches("fe[89ab].*") : text.startsWith("169.254.");
  }

  /** 4 or 16 bytes. */
  public byte[] bytes() {
    return literal(text);
  }

  private static Optional<String> canonical(String text) {
    if (V4.matcher(text).matches()) {
      return Optional.of(text);
    }
    if (text.indexOf(':') < 0 || !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = literal(text);
      // A mapped address comes back as IPv4; no interface has one.
      return bytes.length == 16 ? Optional.of(rfc5952(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // Never asks a name server: only digits and colons, or a dotted quad, come here.
  private static byte[] literal(String text) {
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
  }

  private static String rfc5952(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  @Override
  public int compareTo(IpAddress other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
