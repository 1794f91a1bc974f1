package dev.bascule.template;

import dev.bascule.template.Refusal.Reason;

/** An XML file, such as a libvirt network: values in text and in quoted attributes. */
final class XmlDialect implements Dialect {
  private final StringBuilder tag = new StringBuilder();
  private boolean inTag;

  @Override
  public void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inTag) {
        tag.append(c);
        inTag = !(c == '>' && ends());
      } else if (c == '<') {
        inTag = true;
        tag.setLength(0);
      }
    }
  }

  private boolean special() {
    return tag.length() > 0 && (tag.charAt(0) == '!' || tag.charAt(0) == '?');
  }

  private boolean ends() {
    String written = tag.toString();
    if (written.startsWith("!--")) {
      return written.endsWith("-->") && written.length() > 5;
    }
    if (written.startsWith("![CDATA[")) {
      return written.endsWith("]]>");
    }
    return special() || quote() == 0;
  }

  // The quote that is open in a tag, else 0.
  private char quote() {
    char open = 0;
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      if (open == 0 && (c == '"' || c == '\'')) {
        open = c;
      } else if (c == open) {
        open = 0;
      }
    }
    return open;
  }

  @Override
  public void place() throws Refusal {
    if (inTag && (special() || quote() == 0)) {
      throw new Refusal(
          Reason.PLACE,
          "a value stands in text or in a quoted attribute, not elsewhere in markup",
          "quote the attribute: name=\"[=x]\"");
    }
  }

  @Override
  public void passed() {}

  @Override
  public String value(String value) throws Refusal {
    place();
    Characters.checkText(value);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      out.append(escape(value.charAt(i)));
    }
    return out.toString();
  }

  private static String escape(char c) throws Refusal {
    return switch (c) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      case '\t', '\n', '\r' -> "&#" + (int) c + ";";
      default -> {
        if (c < ' ' || c >= '\ufffe') {
          throw new Refusal(Reason.VALUE, "holds a character that XML cannot hold", null);
        }
        yield String.valueOf(c);
      }
    };
  }

  @Override
  public String where() {
    return inTag ? "inside a tag" : "in text";
  }

  @Override
  public Dialect copy() {
    XmlDialect copy = new XmlDialect();
    copy.tag.append(tag);
    copy.inTag = inTag;
    return copy;
  }
}
