package dev.bascule.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param text lower case, with colons: {@code 52:54:00:12:34:56}
 */
public record MacAddress(String text) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

  public MacAddress {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a MAC address: " + text);
    }
  }

  /** Reads one as people write it, in either case, with colons or dashes. */
  public static Optional<MacAddress> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('-', ':');
    return SHAPE.matcher(lower).matches() ? Optional.of(new MacAddress(lower)) : Optional.empty();
  }

  /** Whether it names a group: no interface can have it. */
  public boolean isMulticast() {
    return (Integer.parseInt(text.substring(0, 2), 16) & 1) == 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
