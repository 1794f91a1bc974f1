package dev.bascule.template;

import dev.bascule.template.Refusal.Reason;

/**
 * A file of lines without quoting, such as sysctl.conf. A value stands as it is and must stay
 * within its line. This is what a template gets that says nothing else.
 */
final class LineDialect implements Dialect {
  private boolean atStart = true;

  @Override
  public void text(String text) {
    int lineStart = text.lastIndexOf('\n') + 1;
    atStart = (atStart || lineStart > 0) && text.substring(lineStart).isBlank();
  }

  @Override
  public void place() {}

  @Override
  public void passed() {
    atStart = false;
  }

  @Override
  public String value(String value) throws Refusal {
    Characters.checkLine(value);
    Characters.checkNoContinuation(value);
    String begin = value.stripLeading();
    if (atStart && (begin.isEmpty() || begin.startsWith("#") || begin.startsWith(";"))) {
      throw new Refusal(
          Reason.VALUE, "begins the line, and would make it a comment or an empty one", null);
    }
    passed();
    return value;
  }

  @Override
  public String where() {
    return "in a line";
  }

  @Override
  public Dialect copy() {
    LineDialect copy = new LineDialect();
    copy.atStart = atStart;
    return copy;
  }
}
