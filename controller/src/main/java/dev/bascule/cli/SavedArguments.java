package dev.bascule.cli;

import dev.bascule.inventory.ExtraVars;
import dev.bascule.model.Shard;
import dev.bascule.model.Value;
import dev.bascule.saved.SavedPlan;
import dev.bascule.saved.SavedPlan.Withheld;
import dev.bascule.saved.SealKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words that make a plan's request again, from any folder, as a saved plan keeps them: paths
 * absolute, and what {@code -e} says itself left out: nothing tells a secret from another value.
 *
 * @param words one option with its value, or one playbook, each
 * @param withheld what is left out, by the numbers that stand in its place
 */
record SavedArguments(List<String> words, List<Withheld> withheld) {
  /** Begins the word that stands for a value that is left out; the number follows. */
  static final String WITHHELD = "--extra-vars=withheld:";

  private static final String SHARD = "--shard=";

  /** The shard that a plan is of; nothing where it is of all nodes. */
  static Optional<String> shard(SavedPlan plan) {
    return plan.arguments().stream()
        .filter(word -> word.startsWith(SHARD))
        .map(word -> word.substring(SHARD.length()))
        .findFirst();
  }

  /** Of a request that was read. */
  static SavedArguments of(Request request, SealKey key) {
    Invocation given = request.invocation();
    List<String> words = new ArrayList<>();
    List<Withheld> withheld = new ArrayList<>();
    Inputs.sources(given, request.around())
        .forEach(source -> words.add("--inventory=" + absolute(source, true)));
    for (String option : List.of("--limit", "--tags", "--skip-tags")) {
      given.texts(option).forEach(value -> words.add(option + "=" + atFile(value)));
    }
    Shard shard = request.job().shard(); // also where the environment named it
    if (shard != null) {
      words.add(SHARD + shard.text());
    }
    for (String value : given.texts("--extra-vars")) {
      if (isInline(value)) {
        words.add(WITHHELD + withheld.size());
        String names = String.join(", ", ExtraVars.inline(value).keySet());
        withheld.add(new Withheld(names, hash(value, key)));
      } else {
        words.add("--extra-vars=" + atFile(value.stripLeading()));
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
  static List<String> values(Invocation given) {
    List<String> values = new ArrayList<>();
    given.texts("--extra-vars").stream()
        .filter(SavedArguments::isInline)
        .forEach(extra -> ExtraVars.inline(extra).values().forEach(it -> add(it, values)));
    return values;
  }

  // As of other secrets: truth values hide nothing.
  private static void add(Value value, List<String> values) {
    if (value instanceof Value.Items it) {
      it.items().forEach(item -> add(item, values));
    } else if (value instanceof Value.Fields it) {
      it.fields().values().forEach(field -> add(field, values));
    } else if (value instanceof Value.Scalar it && !it.text().matches("(?i)true|false|null")) {
      values.add(it.text());
    }
  }

  /** Whether a value of {@code -e} says variables itself: a file is an input, with its own hash. */
  static boolean isInline(String extra) {
    return !extra.stripLeading().startsWith("@");
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
