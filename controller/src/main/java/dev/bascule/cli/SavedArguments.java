package dev.bascule.cli;

import dev.bascule.model.Secrets;
import dev.bascule.saved.SavedPlan.Withheld;
import dev.bascule.saved.SealKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that make a plan's request again, from any folder, as a saved plan keeps them: paths
 * absolute, and values of {@code -e} that may be secret left out.
 *
 * @param words one option with its value, or one playbook, each
 * @param withheld what is left out, by the numbers that stand in its place
 */
record SavedArguments(List<String> words, List<Withheld> withheld) {
  /** Begins the word that stands for a value that is left out; the number follows. */
  static final String WITHHELD = "--extra-vars=withheld:";

  private static final Pattern NAMES = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\"?\\s*[=:]");
  // How people call what they would not show; nothing tells a secret of -e from another value.
  private static final Pattern SECRET =
      Pattern.compile("(?i)pass|secret|token|key|credential|psk|auth");

  /** Of a request that was read, so that its secrets are known. */
  static SavedArguments of(Request request, SealKey key) {
    Invocation given = request.invocation();
    List<String> words = new ArrayList<>();
    List<Withheld> withheld = new ArrayList<>();
    Inputs.sources(given, request.around())
        .forEach(source -> words.add("--inventory=" + absolute(source, true)));
    for (String option : List.of("--limit", "--tags", "--skip-tags")) {
      given.texts(option).forEach(value -> words.add(option + "=" + atFile(value)));
    }
    for (String value : given.texts("--extra-vars")) {
      if (isSecret(value, request.job().inputs().secrets())) {
        words.add(WITHHELD + withheld.size());
        withheld.add(new Withheld(names(value), hash(value, key)));
      } else {
        words.add("--extra-vars=" + atFile(value));
      }
    }
    given
        .texts("--vault-password-file")
        .forEach(value -> words.add("--vault-password-file=" + vault(value)));
    given.text("--user").ifPresent(value -> words.add("--user=" + value));
    given
        .text("--private-key")
        .ifPresent(value -> words.add("--private-key=" + absolute(value, true)));
    for (String flag : List.of("--become", "--ask-pass", "--ask-become-pass")) {
      if (given.has(flag)) {
        words.add(flag);
      }
    }
    given.arguments().forEach(playbook -> words.add(absolute(playbook, false)));
    return new SavedArguments(List.copyOf(words), List.copyOf(withheld));
  }

  /** The keyed hash of a value of {@code -e}. */
  static String hash(String value, SealKey key) {
    return key.hash("extra", value);
  }

  /** The values that are left out of what is kept, so that no text has them either. */
  static List<String> secrets(String extra) {
    Matcher pair = Pattern.compile("[=:]\\s*[\"']?([^\"',}]+)").matcher(extra);
    List<String> values = new ArrayList<>();
    while (pair.find()) {
      values.add(pair.group(1).strip());
    }
    return values;
  }

  /** Whether a value of {@code -e} is not kept. */
  static boolean isSecret(String extra, Secrets secrets) {
    return !extra.startsWith("@")
        && (SECRET.matcher(names(extra)).find() || !secrets.mask(extra).equals(extra));
  }

  private static String names(String extra) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = NAMES.matcher(extra);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return String.join(", ", names);
  }

  // A list of names with a comma is no file.
  private static String absolute(String path, boolean onlyIfThere) {
    Path file = Path.of(path);
    return onlyIfThere && !Files.exists(file) ? path : file.toAbsolutePath().normalize().toString();
  }

  private static String atFile(String value) {
    return value.startsWith("@") ? "@" + absolute(value.substring(1), true) : value;
  }

  // FILE, or ID@FILE.
  private static String vault(String value) {
    int at = value.indexOf('@');
    return at < 0 || Files.exists(Path.of(value))
        ? absolute(value, true)
        : value.substring(0, at + 1) + absolute(value.substring(at + 1), true);
  }
}
