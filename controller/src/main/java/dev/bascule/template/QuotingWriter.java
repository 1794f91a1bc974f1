package dev.bascule.template;

import dev.bascule.model.Secrets;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Where a rendering goes. It follows all that is written, the author's text and the values, so that
 * each value is quoted for the place where it really lands.
 */
final class QuotingWriter extends Writer {
  /** The longest file rendered, in characters. */
  static final int LONGEST = 4 << 20;

  private final StringBuilder out = new StringBuilder();
  private final Dialect dialect;
  private final SecretUse use;
  private final Secrets secrets;

  QuotingWriter(Dialect dialect, SecretUse use, Secrets secrets) {
    this.dialect = dialect;
    this.use = use;
    this.secrets = secrets;
  }

  /** Thrown when a template writes without end. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    String text = new String(buffer, offset, length);
    dialect.text(text);
    append(text);
  }

  void value(String value) throws IOException, Refusal {
    String written = dialect.value(value);
    if (use.take()) {
      // The quoted form too: a diff of the file shows that one.
      secrets.add(value);
      secrets.add(written);
    }
    append(written);
  }

  void words(List<String> values) throws IOException, Refusal {
    boolean secret = use.take();
    String written = dialect.words(values);
    if (secret) {
      values.forEach(secrets::add);
      secrets.add(written);
    }
    append(written);
  }

  private void append(String text) throws IOException {
    out.append(text);
    if (out.length() > LONGEST) {
      throw new TooLong();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  String text() {
    return out.toString();
  }
}
