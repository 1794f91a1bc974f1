package dev.bascule.template;

import dev.bascule.template.Refusal.Reason;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A shell file: each value is one word in single quotes, which sh, bash and busybox all read as
 * exactly its characters. Where such a word would not be one (inside quotes, comments,
 * here-documents, back-ticks, <code>${ }</code>), no value may stand.
 */
final class ShellDialect implements Dialect {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

  private final ShellScanner scanner;
  private final boolean settings;

  private ShellDialect(ShellScanner scanner, boolean settings) {
    this.scanner = scanner;
    this.settings = settings;
  }

  /** A script: words always quoted. */
  static ShellDialect script() {
    return new ShellDialect(new ShellScanner(), false);
  }

  /**
   * Lines {@code KEY=value} that shells source and other programs search: one line each, and no
   * quotes where none are needed.
   */
  static ShellDialect settings() {
    return new ShellDialect(new ShellScanner(), true);
  }

  /** A value as one word. */
  static String quote(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  @Override
  public void text(String text) {
    scanner.text(text);
  }

  @Override
  public void place() throws Refusal {
    String lost = scanner.lost();
    if (lost != null) {
      throw new Refusal(
          Reason.PLACE,
          "this template holds " + lost + ", so the quoting here is not certain",
          "write that part in plain sh");
    }
    if (scanner.inDelimiter()) {
      throw new Refusal(Reason.PLACE, "a value cannot end a here-document", null);
    }
    switch (scanner.mode()) {
      case COMMAND, SUBSTITUTION -> {}
      case DOUBLE, SINGLE -> throw inside("remove the quotes: [=x] brings its own");
      case COMMENT -> throw inside("a comment cannot hold a value; put it into a variable");
      default -> throw inside("assign it before: name=[=x], and use \"$name\" here");
    }
    if (scanner.afterEscape()) {
      throw new Refusal(
          Reason.PLACE,
          "a value right after '$' or '\\' would lose its quotes",
          "assign it before: name=[=x], and use \"$name\" here");
    }
  }

  private Refusal inside(String hint) {
    return new Refusal(
        Reason.PLACE,
        "a value " + scanner.mode().words + " would break out of its own quotes",
        hint);
  }

  @Override
  public void passed() {
    scanner.quotedWord();
  }

  @Override
  public String value(String value) throws Refusal {
    place();
    Characters.checkText(value);
    if (settings) {
      Characters.checkLine(value);
    }
    passed();
    return settings && BARE.matcher(value).matches() ? value : quote(value);
  }

  @Override
  public String words(List<String> values) throws Refusal {
    place();
    StringBuilder words = new StringBuilder();
    for (String value : values) {
      words.append(words.length() == 0 ? "" : " ").append(value(value));
    }
    return words.toString();
  }

  @Override
  public String where() {
    return scanner.lost() == null ? scanner.mode().words : "";
  }

  @Override
  public Dialect copy() {
    return new ShellDialect(scanner.copy(), settings);
  }
}
