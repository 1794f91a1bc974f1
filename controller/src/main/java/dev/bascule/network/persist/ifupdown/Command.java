package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command of an {@code up} or {@code down} line, as far as it can be understood. */
final class Command {
  /** What becomes of a line when another link takes over. */
  enum Fate {
    /** It is about addresses or routes: it goes over. */
    MOVES,
    /** It is about the card: it stays with it. */
    STAYS,
    /** It names no link. */
    NEUTRAL,
    /** Nobody can tell. */
    UNSURE
  }

  private static final Set<String> HARMLESS =
      Set.of(
          "true",
          ":",
          "false",
          "sleep",
          "logger",
          "modprobe",
          "test",
          "[",
          "echo",
          "iptables",
          "ip6tables",
          "iptables-restore",
          "ip6tables-restore",
          "nft",
          "ebtables",
          "arptables",
          "ipset",
          "sysctl",
          "iptables-legacy-restore",
          "exit",
          "date",
          "touch",
          "mkdir",
          "rm");
  private static final Set<String> OF_CARDS = Set.of("ethtool", "mii-tool", "iwconfig", "iw");

  private Command() {}

  /** The name of a link as a whole word; {@code eth0:1} names it, {@code eth0.5} does not. */
  static Pattern mention(InterfaceName link) {
    return Pattern.compile("(?<![\\w:@-])" + Pattern.quote(link.text()) + "(?![\\w@-]|\\.\\d)");
  }

  static boolean mentions(String text, InterfaceName link) {
    return mention(link).matcher(text).find();
  }

  private static boolean means(String text, InterfaceName link) {
    return mentions(text, link) || text.contains("$IFACE") || text.contains("${IFACE}");
  }

  /** The same text about another link. */
  static String renamed(String text, InterfaceName from, InterfaceName to) {
    return mention(from).matcher(text).replaceAll(Matcher.quoteReplacement(to.text()));
  }

  /** What becomes of a line of a link's own stanza. */
  static Fate fate(String command, InterfaceName link) {
    Fate all = Fate.NEUTRAL;
    for (String part : parts(command)) {
      Fate one = fateOf(part, link);
      if (one == Fate.UNSURE || (all != Fate.NEUTRAL && one != Fate.NEUTRAL && one != all)) {
        return Fate.UNSURE;
      }
      all = one == Fate.NEUTRAL ? all : one;
    }
    return all;
  }

  private static Fate fateOf(String part, InterfaceName link) {
    if (part.matches(".*(`|\\$\\().*") || part.matches("(if|for|while|case|\\(|\\{|\\.)\\b.*")) {
      return Fate.UNSURE;
    }
    List<String> words = words(part);
    String program = words.isEmpty() ? ":" : words.get(0).replaceFirst("^.*/", "");
    boolean means = means(part, link);
    if (program.equals("ip")) {
      return ofIp(object(words), means);
    }
    if (program.equals("route")) {
      return Fate.MOVES;
    }
    if (OF_CARDS.contains(program) || part.matches("(/.*/)?bridge +v(lan)? .*")) {
      return Fate.STAYS;
    }
    if (program.equals("echo") && part.contains("/sys/class/net/") && means) {
      return Fate.STAYS;
    }
    boolean sysctl = program.equals("sysctl") || part.contains("/proc/sys/net/");
    if (HARMLESS.contains(program)) {
      return mentions(part, link) ? sysctl ? Fate.MOVES : Fate.UNSURE : Fate.NEUTRAL;
    }
    return Fate.UNSURE;
  }

  private static Fate ofIp(String object, boolean means) {
    return switch (object) {
      case "address", "route", "rule", "neighbour" -> Fate.MOVES;
      case "link" -> means ? Fate.STAYS : Fate.NEUTRAL;
      default -> means ? Fate.UNSURE : Fate.NEUTRAL;
    };
  }

  /** The full name of what an {@code ip} command is about; nothing for other commands. */
  static String object(List<String> words) {
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at += words.get(at).equals("-f") || words.get(at).equals("-family") ? 2 : 1;
    }
    if (words.isEmpty() || at >= words.size() || !words.get(0).matches("(/.*/)?ip")) {
      return "";
    }
    String word = words.get(at);
    for (String object : List.of("address", "route", "link", "rule", "neighbour", "tunnel")) {
      if (object.startsWith(word)) {
        return object;
      }
    }
    return word.equals("addr") ? "address" : word;
  }

  /** Commands that are joined by {@code ;}, {@code &&}, {@code ||} or a pipe. */
  static List<String> parts(String command) {
    List<String> parts = new ArrayList<>();
    for (String part : command.split("\\|\\||&&|[;|]", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  /** The words of one command, without redirections. */
  static List<String> words(String part) {
    String bare = part.replaceAll("[0-9&]?>>?\\s*(&[0-9-]|/dev/null)", " ").strip();
    return bare.isEmpty() ? List.of() : List.of(bare.split("\\s+", -1));
  }
}
