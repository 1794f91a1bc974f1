package dev.bascule.network.batch;

import java.util.List;

/**
 * One thing that a node is told.
 *
 * @param namespace the named namespace it is done in; empty for the node itself
 * @param option the family, {@code -4} or {@code -6}; empty for none
 */
record Saying(Form form, String namespace, String option, List<String> words, Tolerance tolerance) {

  /** How it is said. */
  enum Form {
    /** A line of a batch of {@code ip}. */
    IP,
    /** A line of a batch of {@code bridge}. */
    BRIDGE,
    /** A command whose words are judged when it fails. */
    COMMAND,
    /** A function that takes a label first. */
    LABELLED
  }

  /** What is no failure. */
  enum Tolerance {
    NONE('='),
    THERE('+'),
    GONE('-');

    final char mark;

    Tolerance(char mark) {
      this.mark = mark;
    }
  }

  static Saying ip(Words words, Tolerance tolerance) {
    return new Saying(Form.IP, "", "", words.list(), tolerance);
  }

  static Saying ip(String option, Words words, Tolerance tolerance) {
    return new Saying(Form.IP, "", option, words.list(), tolerance);
  }

  static Saying bridge(Words words, Tolerance tolerance) {
    return new Saying(Form.BRIDGE, "", "", words.list(), tolerance);
  }

  static Saying command(Words words, Tolerance tolerance) {
    return new Saying(Form.COMMAND, "", "", words.list(), tolerance);
  }

  static Saying labelled(Words words, Tolerance tolerance) {
    return new Saying(Form.LABELLED, "", "", words.list(), tolerance);
  }

  Saying inside(String other) {
    return new Saying(form, other, option, words, tolerance);
  }

  /** Whether both can be lines of one process. */
  boolean goesWith(Saying other) {
    return form == other.form
        && isLine()
        && other.isLine()
        && namespace.equals(other.namespace)
        && option.equals(other.option);
  }

  /** Whether it can be a line of a batch. */
  boolean isLine() {
    return (form == Form.IP || form == Form.BRIDGE) && Words.plain(words);
  }
}
