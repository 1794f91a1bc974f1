package dev.bascule.template;

import dev.bascule.template.Refusal.Reason;

/** Which characters of a value a file can hold. */
final class Characters {
  private Characters() {}

  /** Refuses what no text file and no shell variable can hold. */
  static void checkText(String value) throws Refusal {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        throw new Refusal(Reason.VALUE, "holds a NUL character, which no file of text can", null);
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSurrogatePair(c, i + 1 < value.length() ? value.charAt(i + 1) : ' ')) {
          throw new Refusal(Reason.VALUE, "is not Unicode text: half of a surrogate pair", null);
        }
        i++;
      }
    }
  }

  /** Refuses what would end a line or what a terminal would act on. */
  static void checkLine(String value) throws Refusal {
    checkText(value);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029' || c == '\u0085') {
        throw new Refusal(
            Reason.VALUE,
            "holds a line break, and each line of this file is a setting of its own",
            "a value for this file is one line");
      }
      if (Character.isISOControl(c) && c != '\t') {
        throw new Refusal(
            Reason.VALUE, String.format("holds the control character 0x%02x", (int) c), null);
      }
    }
  }

  /** Refuses a last backslash: many readers of lines join the next line to such a one. */
  static void checkNoContinuation(String value) throws Refusal {
    if (value.endsWith("\\")) {
      throw new Refusal(
          Reason.VALUE, "ends with a backslash, which joins the next line to this one", null);
    }
  }
}
