package dev.bascule.template;

/**
 * A file of lines without quoting, such as sysctl.conf. A value stands as it is and must stay
 * within its line. This is what a template gets that says nothing else.
 */
final class LineDialect implements Dialect {
  @Override
  public void text(String text) {}

  @Override
  public void place() {}

  @Override
  public void passed() {}

  @Override
  public String value(String value) throws Refusal {
    Characters.checkLine(value);
    Characters.checkNoContinuation(value);
    return value;
  }

  @Override
  public String where() {
    return "in a line";
  }

  @Override
  public Dialect copy() {
    return this;
  }
}
