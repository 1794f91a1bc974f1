package dev.bascule.source;

import java.util.Locale;

/**
 * The stable codes of problems. Each has an entry in docs/problems.md and a test of its text. Kept
 * in alphabetical order.
 */
public enum ProblemCode {
  ALIAS_BOMB,
  DUPLICATE_KEY,
  FILE_TOO_LARGE,
  FILE_UNREADABLE,
  JINJA,
  MISSING_KEY,
  NOT_TEXT,
  TAB_INDENT,
  TEMPLATE_FAILED,
  TEMPLATE_FORBIDDEN,
  TEMPLATE_SYNTAX,
  UNKNOWN_KEY,
  UNKNOWN_VARIABLE,
  UNQUOTED_EXPRESSION,
  WRONG_TYPE,
  YAML_SYNTAX;

  /** As users see it, for example {@code duplicate-key}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
