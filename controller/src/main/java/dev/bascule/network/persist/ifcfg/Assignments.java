package dev.bascule.network.persist.ifcfg;

import dev.bascule.network.persist.Unsafe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code KEY=value} lines of a file that the shell reads. */
final class Assignments {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*([A-Za-z_][A-Za-z0-9_]*)=(\"[^\"$`\\\\]*\"|'[^']*'|[^\\s\"'$`\\\\;&|<>()]*)\\s*(#.*)?");

  private final TextLines file;

  Assignments(TextLines file) {
    this.file = file;
  }

  TextLines file() {
    return file;
  }

  /**
   * Looks for what is more than an assignment of a plain text.
   *
   * @throws Unsafe at the first line that the shell would have to run
   */
  void check() {
    for (int at = 0; at < file.lines().size(); at++) {
      String line = file.lines().get(at);
      boolean nothing = line.isBlank() || line.stripLeading().startsWith("#");
      if (!nothing && !LINE.matcher(line).matches()) {
        throw new Unsafe(
            file.where(at),
            "only the shell can tell what this says: " + line.strip(),
            "write the value itself, or leave the file alone with --persist none");
      }
    }
  }

  private static Optional<String> keyOf(String line) {
    Matcher matcher = LINE.matcher(line);
    boolean comment = line.stripLeading().startsWith("#");
    return !comment && matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String valueOf(String line) {
    Matcher matcher = LINE.matcher(line);
    String value = matcher.matches() ? matcher.group(2) : "";
    boolean quoted = value.startsWith("\"") || value.startsWith("'");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The value of a key; the shell takes the last one. */
  Optional<String> get(String key) {
    return Optional.ofNullable(all().get(key)).filter(value -> !value.isEmpty());
  }

  /** All keys with their values. */
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>();
    for (String line : file.lines()) {
      keyOf(line).ifPresent(key -> all.put(key, valueOf(line)));
    }
    return all;
  }

  /** Whether a key says yes. */
  boolean isYes(String key) {
    return get(key).map(value -> value.matches("(?i)yes|y|true|t|on|1")).orElse(false);
  }

  /** Sets a key at its place, or at the end; nothing happens where it says so. */
  void set(String key, String value) {
    String line = key + "=" + (value.matches("[A-Za-z0-9_.:/%-]*") ? value : '"' + value + '"');
    for (int at = file.lines().size() - 1; at >= 0; at--) {
      String old = file.lines().get(at);
      if (keyOf(old).filter(key::equals).isPresent()) {
        if (!valueOf(old).equals(value)) {
          Matcher matcher = LINE.matcher(old);
          boolean comment = matcher.matches() && matcher.group(3) != null;
          file.lines().set(at, comment ? line + " " + matcher.group(3) : line);
        }
        return;
      }
    }
    file.lines().add(line);
  }

  void remove(String key) {
    file.lines().removeIf(line -> keyOf(line).filter(key::equals).isPresent());
  }

  /** Takes out the lines of some keys, and gives them as they are written. */
  List<String> take(Predicate<String> keys) {
    List<String> taken = new ArrayList<>();
    for (String line : file.lines()) {
      if (keyOf(line).filter(keys).isPresent()) {
        taken.add(line);
      }
    }
    file.lines().removeAll(taken);
    return taken;
  }
}
