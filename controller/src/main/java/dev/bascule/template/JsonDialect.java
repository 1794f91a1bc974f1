package dev.bascule.template;

import dev.bascule.template.Refusal.Reason;

/** A JSON file: each value is a string with its quotes. */
final class JsonDialect implements Dialect {
  private boolean inString;
  private boolean escaped;

  @Override
  public void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (escaped) {
        escaped = false;
      } else if (c == '"') {
        inString = !inString;
      } else {
        escaped = inString && c == '\\';
      }
    }
  }

  @Override
  public void place() throws Refusal {
    if (inString) {
      throw new Refusal(
          Reason.PLACE,
          "a value inside a string would break out of its own quotes",
          "remove the quotes: [=x] brings its own");
    }
  }

  @Override
  public void passed() {}

  @Override
  public String value(String value) throws Refusal {
    place();
    Characters.checkText(value);
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  @Override
  public String where() {
    return inString ? "inside a string" : "between values";
  }

  @Override
  public Dialect copy() {
    JsonDialect copy = new JsonDialect();
    copy.inString = inString;
    copy.escaped = escaped;
    return copy;
  }
}
