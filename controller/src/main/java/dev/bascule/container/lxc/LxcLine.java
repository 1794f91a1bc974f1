package dev.bascule.container.lxc;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a container's file.
 *
 * @param text as it stands there
 * @param index of its network, as the line numbers it; -1 where it numbers none
 * @param key LXC 3's, without {@code lxc.net.N.}; empty where it is no line of a network, or one
 *     that stands for a whole network
 * @param value without blanks around it and quotes
 * @param spelling how it says so
 */
record LxcLine(String text, int index, String key, String value, Spelling spelling) {
  private static final Pattern ENTRY = Pattern.compile("\\s*([^\\s#=][^=]*?)\\s*=\\s*(.*?)\\s*");
  private static final Pattern MODERN = Pattern.compile("lxc\\.net(?:\\.(\\d{1,6})(?:\\.(.+))?)?");
  private static final Pattern LEGACY =
      Pattern.compile("lxc\\.network(?:\\.(\\d{1,6})(?=\\.|$))?(?:\\.(.+))?");
  // lxc-update-config renames these; all other words are the same.
  private static final Map<String, String> RENAMED =
      Map.of("ipv4", "ipv4.address", "ipv6", "ipv6.address");

  /** Which words a line is written in. */
  enum Spelling {
    /** Not about a network. */
    OTHER,
    /** {@code lxc.net.N.key}, of LXC 2.1 and later. */
    MODERN,
    /** {@code lxc.network.key}, which LXC 3 does not know. */
    LEGACY
  }

  static LxcLine of(String text) {
    Matcher entry = ENTRY.matcher(text);
    if (!entry.matches()) {
      return new LxcLine(text, -1, "", "", Spelling.OTHER);
    }
    String key = entry.group(1);
    String value = unquoted(entry.group(2));
    Matcher modern = MODERN.matcher(key);
    if (modern.matches()) {
      return new LxcLine(
          text, number(modern.group(1)), or(modern.group(2)), value, Spelling.MODERN);
    }
    Matcher legacy = LEGACY.matcher(key);
    if (legacy.matches()) {
      String old = or(legacy.group(2));
      return new LxcLine(
          text, number(legacy.group(1)), RENAMED.getOrDefault(old, old), value, Spelling.LEGACY);
    }
    return new LxcLine(text, -1, key, value, Spelling.OTHER);
  }

  boolean isOfNetwork() {
    return spelling != Spelling.OTHER;
  }

  /** The same in LXC 3's words; as it stands where it says that already. */
  String text(int network, String other) {
    boolean same = spelling == Spelling.MODERN && index == network && value.equals(other);
    return same ? text : text(network, key, other);
  }

  static String text(int network, String key, String value) {
    return "lxc.net." + network + "." + key + " = " + value;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && "'\"".indexOf(value.charAt(0)) >= 0
            && "'\"".indexOf(value.charAt(value.length() - 1)) >= 0;
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static int number(@Nullable String digits) {
    return digits == null ? -1 : Integer.parseInt(digits);
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }
}
