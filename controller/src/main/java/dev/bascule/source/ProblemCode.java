package dev.bascule.source;

import java.util.Locale;

/**
 * The stable codes of problems. Each has an entry in docs/problems.md and a test of its text. Kept
 * in alphabetical order.
 */
public enum ProblemCode {
  ALIAS_BOMB,
  ANSIBLE_KEY,
  BAD_MODE,
  BAD_PATH,
  BAD_SERIAL,
  BAD_VALUE,
  DUPLICATE_HANDLER,
  DUPLICATE_KEY,
  EMPTY_PLAY,
  EMPTY_PLAYBOOK,
  FILE_TOO_LARGE,
  FILE_UNREADABLE,
  JINJA,
  KEYS_CONFLICT,
  MISSING_KEY,
  MISSING_KIND,
  NOT_A_LIST,
  NOT_FOR_HANDLERS,
  NOT_IN_THIS_VERSION,
  NOT_TEXT,
  ONLY_IN_HANDLERS,
  PATH_MANAGED_TWICE,
  SEVERAL_KINDS,
  SOURCE_NOT_FOUND,
  SYSCTL_MANAGED_TWICE,
  TAB_INDENT,
  TEMPLATE_FAILED,
  TEMPLATE_FORBIDDEN,
  TEMPLATE_SYNTAX,
  UNKNOWN_HANDLER,
  UNKNOWN_KEY,
  UNKNOWN_KIND,
  UNKNOWN_VARIABLE,
  UNMATCHED_TAG,
  UNQUOTED_EXPRESSION,
  UNUSED_HANDLER,
  WRONG_TYPE,
  YAML_SYNTAX;

  /** As users see it, for example {@code duplicate-key}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
