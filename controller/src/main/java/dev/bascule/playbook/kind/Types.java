package dev.bascule.playbook.kind;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileMode;
import dev.bascule.model.Value;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Suggestion;
import java.util.Collection;

/** The types that several kinds share. */
final class Types {
  private Types() {}

  /** Any text, also one of many lines. */
  static String text(Located value) throws Unresolved {
    return value.text();
  }

  /** A text of one line that is not empty. */
  static String line(Located value) throws Unresolved {
    String text = value.text();
    if (text.isEmpty()) {
      throw value.wrong(value.what() + " is empty", null);
    }
    if (hasControl(text)) {
      throw value.wrong(value.what() + " holds a line break or a control character", null);
    }
    return text;
  }

  /** A path on the node. */
  static AbsolutePath path(Located value) throws Unresolved {
    String text = value.text();
    String problem = AbsolutePath.problemOf(text);
    if (!problem.isEmpty()) {
      throw new Unresolved(
          ProblemCode.BAD_PATH,
          value.position(),
          value.what() + ": '" + text + "' " + problem,
          text.startsWith("/") ? pathHint(text) : "a path on the node begins with '/'");
    }
    return new AbsolutePath(text);
  }

  private static String pathHint(String text) {
    return text.endsWith("/") ? "name the file, without a '/' at the end" : "write the plain path";
  }

  /** Permissions, read from the text as written, so that 0644 does not become 420. */
  static FileMode mode(Located value) throws Unresolved {
    String text = value.text();
    if (!FileMode.isValid(text)) {
      throw new Unresolved(
          ProblemCode.BAD_MODE,
          value.position(),
          value.what() + ": '" + text + "' is not three or four octal digits",
          "for example \"0644\" for a file, \"0755\" for a directory or a script");
    }
    return FileMode.parse(text);
  }

  /** The name or number of a user or a group. */
  static String account(Located value) throws Unresolved {
    String text = value.text();
    boolean good = !text.isEmpty() && text.length() <= 64 && text.charAt(0) != '-';
    for (int i = 0; good && i < text.length(); i++) {
      good = isNameCharacter(text.charAt(i)) || text.charAt(i) == '$';
    }
    if (!good) {
      throw value.wrong(
          value.what() + ": '" + text + "' is not a name of a user or group",
          "letters, digits and . _ - ; a number is fine");
    }
    return text;
  }

  /** True or false, as YAML 1.1 writes it. */
  static Boolean truth(Located value) throws Unresolved {
    if (value.value() instanceof Value.Bool bool) {
      return bool.truth();
    }
    return switch (value.text()) {
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> true;
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> false;
      default ->
          throw value.wrong(
              value.what() + " is true or false, but this is '" + value.text() + "'", null);
    };
  }

  /** One of some words. */
  static ValueType<String> oneOf(Collection<String> words) {
    return value -> {
      String text = value.text();
      if (!words.contains(text)) {
        throw value.wrong(
            value.what() + " is one of " + String.join(", ", words) + "; not '" + text + "'",
            Suggestion.didYouMean(text, words));
      }
      return text;
    };
  }

  /** A name of letters, digits and some signs, which does not begin with a dash or a dot. */
  static ValueType<String> name(String what, String signs) {
    return value -> {
      String text = value.text();
      boolean good = !text.isEmpty() && text.charAt(0) != '-' && text.charAt(0) != '.';
      for (int i = 0; good && i < text.length(); i++) {
        good = isNameCharacter(text.charAt(i)) || signs.indexOf(text.charAt(i)) >= 0;
      }
      if (!good) {
        throw value.wrong("'" + text + "' is not the name of a " + what, null);
      }
      return text;
    };
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
