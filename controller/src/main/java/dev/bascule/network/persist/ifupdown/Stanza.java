package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Family;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An {@code iface} stanza as it stands at one moment of the editing.
 *
 * @param options its further rows, without comments
 */
record Stanza(ConfFile file, Row header, List<Row> options) {
  private static final Set<String> COMMANDS =
      Set.of("pre-up", "up", "post-up", "down", "pre-down", "post-down");

  Stanza {
    options = List.copyOf(options);
  }

  /** As it is written: {@code eth0}, or {@code eth0:1}. */
  String name() {
    return header.arguments().isEmpty() ? "" : header.arguments().get(0);
  }

  /** Whether it is for a link, or for an alias of it. */
  boolean isOf(InterfaceName link) {
    return name().equals(link.text()) || isAliasOf(link);
  }

  /** Whether it is for {@code eth0:1}. */
  boolean isAliasOf(InterfaceName link) {
    return name().startsWith(link.text() + ":");
  }

  /** Null where none is given, as ifupdown2 allows. */
  @Nullable Family family() {
    return switch (word(1)) {
      case "inet" -> Family.V4;
      case "inet6" -> Family.V6;
      default -> null;
    };
  }

  /** {@code static}, {@code dhcp} …; nothing where none is given. */
  String method() {
    String second = word(1);
    return second.equals("inet") || second.equals("inet6") ? word(2) : "";
  }

  private String word(int at) {
    return header.arguments().size() > at ? header.arguments().get(at) : "";
  }

  /** The word behind {@code inherits}. */
  Optional<String> inherits() {
    int at = header.arguments().indexOf("inherits");
    return at < 0 ? Optional.empty() : Optional.of(word(at + 1));
  }

  /** The rows that set an option. */
  List<Row> all(String option) {
    return options.stream().filter(row -> row.is(option)).toList();
  }

  /** The first of them. */
  Optional<Row> first(String option) {
    return all(option).stream().findFirst();
  }

  /** What an option is set to. */
  Optional<String> value(String option) {
    return first(option).map(Row::value);
  }

  /** Its command rows. */
  List<Row> commands() {
    return options.stream().filter(Stanza::isCommand).toList();
  }

  static boolean isCommand(Row row) {
    return COMMANDS.contains(row.key());
  }

  /** Whether a command is run when the link comes up. */
  static boolean isUp(Row row) {
    return isCommand(row) && row.key().endsWith("up");
  }

  /** The row behind which another option is to stand. */
  Row last() {
    return options.isEmpty() ? header : options.get(options.size() - 1);
  }

  /** The blanks before its options. */
  String indent() {
    return options.isEmpty() ? "    " : options.get(0).indent();
  }

  /** Adds options behind the last one. */
  void add(List<String> lines) {
    file.insertAfter(last(), lines.stream().map(line -> indent() + line).toList());
  }
}
