package dev.bascule.probe.net;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of tools, word by word. */
public final class Words {
  // Of "ip -o", what were lines have a backslash between, and the next begins with blanks or a tab.
  // A
  // link's name may hold a backslash too.
  private static final String END = "\\\\(?=\t|  |$)";
  private static final Pattern LINE_END = Pattern.compile(END);
  private static final Pattern BLANK = Pattern.compile("(?:\\s|" + END + ")+");
  private static final Pattern FREE = Pattern.compile("\\\\ +(?:alias|altname) ");

  private Words() {}

  /** All of a line. */
  public static List<String> of(String line) {
    return Arrays.stream(BLANK.split(line.strip(), -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** What were the lines of one. */
  static List<String> lines(String line) {
    return List.of(LINE_END.split(line, -1));
  }

  /**
   * A line of {@code ip -o link} without what somebody calls the link, which may be anything: it
   * looks like whatever else stands in such a line.
   */
  public static String withoutAlias(String line) {
    Matcher free = FREE.matcher(line);
    return free.find() ? line.substring(0, free.start()) : line;
  }

  /** The word behind another one. */
  static Optional<String> after(List<String> words, String key) {
    int at = words.indexOf(key);
    return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
  }

  /** {@code eth0} of {@code eth0@if3:}. */
  static String name(String word) {
    String name = word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
    int at = name.lastIndexOf('@');
    return at <= 0 ? name : name.substring(0, at);
  }

  static Optional<InterfaceName> link(String name) {
    return InterfaceName.isValid(name) ? Optional.of(new InterfaceName(name)) : Optional.empty();
  }

  /** A prefix, or a host with the length that a host has. */
  static Optional<Cidr> prefix(String text) {
    if (text.contains("/")) {
      return Cidr.parse(text);
    }
    return IpAddress.parse(text).map(host -> new Cidr(host, host.isV6() ? 128 : 32));
  }

  /** An address without the zone that some tools write behind it. */
  static Optional<IpAddress> address(String text) {
    int zone = text.indexOf('%');
    return IpAddress.parse(zone < 0 ? text : text.substring(0, zone));
  }

  static long number(String text, long otherwise) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }
}
