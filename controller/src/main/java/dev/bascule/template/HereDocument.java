package dev.bascule.template;

import java.util.regex.Pattern;

/** A here-document of a shell file, from its operator to its last line. */
final class HereDocument {
  private static final Pattern ESCAPED = Pattern.compile("\\\\[\\\\$`]");
  private static final Pattern CLOSED =
      Pattern.compile("\\$\\{\\w+([:#%?+=-][^'\"`\\\\${}()]*)?}|\\$\\([^'\"`\\\\$(){}#<]*\\)");

  private final StringBuilder delimiter = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private boolean begun;
  private boolean tabs;
  private boolean quoted;
  private boolean joined;
  private boolean uncertain;
  private char quote;

  HereDocument() {}

  private HereDocument(HereDocument other) {
    delimiter.append(other.delimiter);
    line.append(other.line);
    begun = other.begun;
    tabs = other.tabs;
    quoted = other.quoted;
    joined = other.joined;
    uncertain = other.uncertain;
    quote = other.quote;
  }

  HereDocument copy() {
    return new HereDocument(this);
  }

  boolean hasDelimiter() {
    return delimiter.length() > 0 || quoted;
  }

  /**
   * Takes a character after the operator.
   *
   * @return false if it no longer belongs to the delimiter
   */
  boolean delimiter(char c) {
    if (quote != 0) {
      take(c != quote, c);
      quote = c == quote ? 0 : quote;
      return true;
    }
    boolean first = !begun;
    begun = true;
    if (!hasDelimiter() && ((first && c == '-') || c == ' ' || c == '\t')) {
      tabs |= c == '-';
      return true;
    }
    if (c == '\'' || c == '"') {
      quote = c;
      quoted = true;
      return true;
    }
    if (c == '\\') {
      quoted = true;
      return true;
    }
    if (Character.isWhitespace(c) || ";&|<>()".indexOf(c) >= 0) {
      return false;
    }
    take(true, c);
    return true;
  }

  private void take(boolean wanted, char c) {
    if (wanted) {
      delimiter.append(c);
    }
  }

  /**
   * Takes a character of the document.
   *
   * @return false if it was the last one
   */
  boolean body(char c) {
    if (c != '\n') {
      line.append(c);
      return true;
    }
    String whole = line.toString();
    line.setLength(0);
    boolean last =
        !joined && (tabs ? whole.replaceFirst("^\t+", "") : whole).contentEquals(delimiter);
    // Without quotes around the delimiter a backslash joins the next line to this one.
    joined = !quoted && oddBackslashes(whole);
    uncertain |= !quoted && mayGoOn(whole);
    return !last;
  }

  /**
   * Whether shells may disagree where the document ends: dash reads an expansion in it to its own
   * end, over the delimiter; bash looks for the delimiter first.
   */
  boolean isUncertain() {
    return uncertain;
  }

  private static boolean mayGoOn(String line) {
    String rest = CLOSED.matcher(ESCAPED.matcher(line).replaceAll("")).replaceAll("");
    return rest.contains("$(") || rest.contains("${") || rest.contains("`");
  }

  private static boolean oddBackslashes(String line) {
    int count = 0;
    while (count < line.length() && line.charAt(line.length() - 1 - count) == '\\') {
      count++;
    }
    return count % 2 == 1;
  }
}
