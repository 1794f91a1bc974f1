package dev.bascule.template;

import freemarker.template.TemplateModelException;
import org.jspecify.annotations.Nullable;

/** A value, or a place for one, where the file's language has no safe form for it. */
final class Refusal extends TemplateModelException {
  private static final long serialVersionUID = 1L;

  /** Whether the template is to be changed or the value. */
  enum Reason {
    PLACE,
    VALUE
  }

  private final Reason reason;
  private final String text;
  private final @Nullable String hint;

  Refusal(Reason reason, String text, @Nullable String hint) {
    super(text);
    this.reason = reason;
    this.text = text;
    this.hint = hint;
  }

  Reason reason() {
    return reason;
  }

  String text() {
    return text;
  }

  @Nullable String hint() {
    return hint;
  }
}
