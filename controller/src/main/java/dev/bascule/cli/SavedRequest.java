package dev.bascule.cli;

import dev.bascule.saved.SavedPlan;
import dev.bascule.saved.SavedPlan.Withheld;
import dev.bascule.saved.SealKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;

/** The request of a saved plan once more, with what this command line adds to it. */
final class SavedRequest {
  private static final List<String> CHANGING =
      List.of("--inventory", "--limit", "--tags", "--skip-tags", "--retry-failed");
  private static final String EXTRA = "--extra-vars";
  // They have their places, or say nothing of the request.
  private static final Set<String> NOT_TWICE = Set.of(EXTRA, "--shard", "--max-age");

  private SavedRequest() {}

  /** Refuses what would make another plan of it. */
  static void mayBeGiven(Invocation given) throws UsageException {
    if (given.arguments().size() > 1) {
      throw new UsageException("a saved plan stands alone, and more is named", null);
    }
    if (given.has("--no-rehearsal")) {
      throw new UsageException(
          "--no-rehearsal would change what the saved plan says",
          "say it in the play, and plan again: safe_apply: {rehearsal: skip}");
    }
    for (String option : CHANGING) {
      if (given.has(option)) {
        throw new UsageException(
            option + " would change what the saved plan says",
            "plan again with it: bascule plan " + option + " … --out FILE");
      }
    }
  }

  /** Refuses another shard than the plan's. */
  static void mayBeOf(SavedPlan plan, Invocation given) throws UsageException {
    Optional<String> wanted = given.text("--shard");
    Optional<String> saved = SavedArguments.shard(plan);
    if (wanted.isPresent() && !wanted.equals(saved)) {
      throw new UsageException(
          "the saved plan is of "
              + saved.map(shard -> "shard " + shard).orElse("all nodes")
              + ", and --shard is "
              + wanted.get(),
          "leave --shard away, or plan again with it: bascule plan --shard "
              + wanted.get()
              + " … --out FILE");
    }
  }

  /** The command line of an apply that means what the plan was made of. */
  static Invocation again(SavedPlan plan, Invocation given, SealKey key) throws UsageException {
    List<String> extras = new ArrayList<>(given.texts(EXTRA));
    List<String> words = new ArrayList<>();
    for (String word : plan.arguments()) {
      if (word.startsWith(SavedArguments.WITHHELD)) {
        int number = Integer.parseInt(word.substring(SavedArguments.WITHHELD.length()));
        words.add(EXTRA + "=" + named(plan.withheld().get(number), extras, key));
      } else if (!isReplaced(word, given)) {
        words.add(word);
      }
    }
    if (!extras.isEmpty()) {
      throw new UsageException(
          "-e would change what the saved plan says",
          "plan again with it: bascule plan -e … --out");
    }
    words.addAll(0, own(given));
    return CommandLineReader.read(CommandName.APPLY, words);
  }

  private static String named(Withheld value, List<String> extras, SealKey key)
      throws UsageException {
    for (String extra : extras) {
      if (SavedArguments.hash(extra, key).equals(value.hash())) {
        extras.remove(extra);
        return extra;
      }
    }
    String names = value.names().isEmpty() ? "a value" : value.names();
    throw new UsageException(
        "the saved plan does not keep -e of " + names + ", which may be secret",
        "name it again, as for the plan: bascule apply -e …; only files are kept: -e @FILE");
  }

  // How to log in may be said otherwise; the login changes nothing, or is seen in what is planned.
  private static boolean isReplaced(String word, Invocation given) {
    int equals = word.indexOf('=');
    String option = equals < 0 ? word : word.substring(0, equals);
    return option.startsWith("--")
        && option.matches("--(user|private-key|vault-.*|become|ask-.*)")
        && given.has(option);
  }

  // As it was given, but for the plan's name.
  private static List<String> own(Invocation given) {
    List<String> words = new ArrayList<>();
    for (OptionSpec option : given.parsed().matchedOptionsSet()) {
      String name = option.longestName();
      if (NOT_TWICE.contains(name)) {
        continue;
      }
      if (option.arity().max() == 0) {
        int times = Math.max(1, given.count(name));
        words.addAll(Collections.nCopies(times, name));
      } else {
        given.texts(name).forEach(value -> words.add(name + "=" + value));
      }
    }
    return words;
  }
}
