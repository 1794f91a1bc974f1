package dev.bascule.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * FreeMarker's complaints about values in our words. Without the values themselves: one of them may
 * be a secret.
 */
final class FailureWords {
  private static final Pattern CHARACTER =
      Pattern.compile("index was (-?\\d+).*?length of the string is only (\\d+)");
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "\\?(\\w+)\\(\\.\\.\\.\\) expects an? (\\w+).* as argument #(\\d+), but received an? (\\w+)");
  private static final Pattern COUNT =
      Pattern.compile("\\?(\\w+)\\(\\.\\.\\.\\) expects (.*?arguments?) but has received (\\w+)");
  private static final Pattern INVALID =
      Pattern.compile("\\?(\\w+) ?\\(\\.\\.\\.\\)(?: argument #(\\d+))?");

  private FailureWords() {}

  /** The message, one line. */
  static String of(String raw, @Nullable String blamed) {
    String text = raw.replaceAll("\\s+", " ").strip();
    if (text.contains("/ by zero") || text.contains("Division by zero")) {
      return "a division by zero";
    }
    if (text.startsWith("Can't convert this string to number")) {
      return subject(blamed) + " is text that is no number";
    }
    Matcher found = CHARACTER.matcher(text);
    if (found.find()) {
      return "there is no character [" + found.group(1) + "]: the text has " + found.group(2);
    }
    if (text.startsWith("Malformed regular expression")) {
      return "this regular expression cannot be read";
    }
    found = ARGUMENT.matcher(text);
    if (found.find()) {
      return "'?%s' wants %s as argument %s, but this is %s"
          .formatted(found.group(1), kind(found.group(2)), found.group(3), kind(found.group(4)));
    }
    found = COUNT.matcher(text);
    if (found.find()) {
      return "'?%s' wants %s, but has %s".formatted(found.group(1), found.group(2), found.group(3));
    }
    found = INVALID.matcher(text);
    if (found.find()) {
      String which = found.group(2) == null ? "an argument" : "argument " + found.group(2);
      return which + " of '?" + found.group(1) + "' is out of its bounds";
    }
    return subject(blamed) + " cannot be evaluated";
  }

  private static String subject(@Nullable String blamed) {
    return blamed == null ? "this" : "'" + blamed.replaceFirst("\\?number$", "") + "'";
  }

  /** FreeMarker's names of types in ours. */
  static String kind(String freemarkers) {
    String name = freemarkers.startsWith("extended_") ? freemarkers.substring(9) : freemarkers;
    return name.startsWith("sequence") || name.startsWith("collection")
        ? "a list"
        : name.contains("hash")
            ? "a mapping"
            : name.startsWith("string") || name.startsWith("text")
                ? "text"
                : name.startsWith("boolean")
                    ? "true or false"
                    : name.startsWith("number")
                        ? "a number"
                        : name.startsWith("method") ? "a function" : "a " + name;
  }

  /** A sentence with our names of types. */
  static String plain(String text) {
    return text.replace("sequence", "list")
        .replace("hash", "mapping")
        .replace("string", "text")
        .replace("parameter", "argument");
  }
}
