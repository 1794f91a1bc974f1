package dev.bascule.network.persist.ifupdown;

import java.util.List;

/**
 * A line of a file, with those that a backslash at its end joins to it. Two rows are never equal:
 * each has its place.
 */
final class Row {
  private final String raw;
  private final int number;
  private final List<String> words;

  /**
   * A row.
   *
   * @param raw with its line ends
   * @param number of its first line, counted from 1; 0 for one that is new
   */
  Row(String raw, int number) {
    this.raw = raw;
    this.number = number;
    String joined = raw.replace("\\\n", " ").strip();
    boolean nothing = joined.isEmpty() || joined.startsWith("#");
    this.words = nothing ? List.of() : List.of(joined.split("[ \t\r\n]+", -1));
  }

  String raw() {
    return raw;
  }

  int number() {
    return number;
  }

  /** Whether it is a comment, or blank. */
  boolean isNothing() {
    return words.isEmpty();
  }

  boolean isBlank() {
    return raw.isBlank();
  }

  /** The first word; nothing for a comment. */
  String key() {
    return words.isEmpty() ? "" : words.get(0);
  }

  /** The words behind the first. */
  List<String> arguments() {
    return words.isEmpty() ? List.of() : words.subList(1, words.size());
  }

  /** The text behind the first word, blanks as single ones. */
  String value() {
    return String.join(" ", arguments());
  }

  /** The blanks before the first word. */
  String indent() {
    int at = 0;
    while (at < raw.length() && (raw.charAt(at) == ' ' || raw.charAt(at) == '\t')) {
      at++;
    }
    return raw.substring(0, at);
  }

  /** How its last line ends; nothing at the end of a file without one. */
  String end() {
    return raw.endsWith("\r\n") ? "\r\n" : raw.endsWith("\n") ? "\n" : "";
  }

  /** Whether it sets an option, written with a dash or with an underscore. */
  boolean is(String option) {
    return key().replace('_', '-').equals(option.replace('_', '-'));
  }

  @Override
  public String toString() {
    return raw.strip();
  }
}
