package dev.bascule.cli;

import dev.bascule.history.HistoryPlace;
import dev.bascule.model.Secrets;
import dev.bascule.source.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words that follow {@code bascule drift} in a schedule: read as drift reads them, then written
 * again so that they mean the same in any folder and without a person.
 *
 * @param words each option with its value is one
 * @param writes folders of files that the check writes
 */
record DriftWords(List<String> words, List<String> writes) {
  // A variable that is called as people call what they would not show, in any form of -e.
  private static final Pattern SECRET =
      Pattern.compile("(?i)(?:pass|secret|token|key|credential|psk|auth)[a-z0-9_]*+['\"]?\\s*[=:]");

  /** For this machine: everything that drift reads is read now, and what it writes is looked at. */
  static DriftWords here(Invocation drift, Surroundings around)
      throws UsageException, ProblemsException {
    common(drift, around);
    Sharing sharing = Sharing.of(drift, around);
    ResultFiles.of(drift, around);
    String history = historyFile(drift).orElse("");
    if (!history.isEmpty() && !Files.isDirectory(Path.of(folder(history)))) {
      throw new UsageException(
          "option '--history': there is no folder " + folder(history),
          "name a file in a folder that is there");
    }
    Job job = Job.read(drift, around, Settings.of(drift, around), null);
    sharing.part(job, drift.has("--limit"), around);
    for (String extra : drift.texts("--extra-vars")) {
      if (isSecret(extra, job.inputs().secrets())) {
        throw new UsageException(
            "a value of --extra-vars may be a secret, and anyone could read it in the schedule",
            "put it into a file that only the check may read: -e @FILE");
      }
    }
    List<String> words = new ArrayList<>();
    if (!drift.parsed().hasMatchedOption("--inventory")) {
      Inputs.sources(drift, around).forEach(it -> words.add("--inventory=" + absolute(it, true)));
    }
    Set<String> writes = new LinkedHashSet<>();
    for (OptionSpec option : drift.parsed().commandSpec().options()) {
      words.addAll(again(drift, option));
      if (isResult(option)) {
        drift.texts(option.longestName()).forEach(file -> writes.add(folder(file)));
      }
    }
    historyFile(drift).ifPresent(file -> writes.add(folder(file)));
    drift.arguments().forEach(playbook -> words.add(absolute(playbook, false)));
    return new DriftWords(List.copyOf(words), List.copyOf(writes));
  }

  /** For another machine: only the words themselves are checked, and stay as they are. */
  static DriftWords elsewhere(Invocation drift, List<String> given, Surroundings around)
      throws UsageException {
    common(drift, around);
    if (drift.has("--shard")) {
      throw new UsageException("--shard is each pod's own here", "say how many: --shards N");
    }
    for (String extra : drift.texts("--extra-vars")) {
      if (isSecret(extra, new Secrets())) {
        throw new UsageException(
            "a value of --extra-vars may be a secret, and anyone could read it in the manifest",
            "put it into a file: -e @FILE");
      }
    }
    return new DriftWords(List.copyOf(given), List.of());
  }

  private static boolean isSecret(String extra, Secrets secrets) {
    return !extra.startsWith("@")
        && (SECRET.matcher(extra).find() || !secrets.mask(extra).equals(extra));
  }

  private static void common(Invocation drift, Surroundings around) throws UsageException {
    for (String option : List.of("--ask-pass", "--ask-become-pass")) {
      if (drift.has(option)) {
        throw new UsageException(
            option + " asks, and nobody is there when a timer fires",
            "put the password into the inventory, encrypted, or use a key");
      }
    }
    if (!HistoryPlace.secrets(drift.text("--history").orElse("")).isEmpty()) {
      throw new UsageException(
          "the URL of --history has a password, and anyone could read it in the schedule",
          "put the password into ~/.pgpass of the account that the check runs as");
    }
    historyFile(drift);
    Output.of(drift, around);
    FleetRun.limits(drift);
    Settings.duration(drift, "--timeout");
    Sharing.of(drift, around);
  }

  private static List<String> again(Invocation drift, OptionSpec option) {
    String name = option.longestName();
    if (!drift.has(name)) {
      return List.of();
    }
    if (!HelpText.takesValue(option)) {
      return Collections.nCopies(Math.max(1, drift.count(name)), name);
    }
    return drift.texts(name).stream().map(value -> name + "=" + value(option, value)).toList();
  }

  private static String value(OptionSpec option, String value) {
    return switch (option.longestName()) {
      case "--inventory" -> absolute(value, true);
      case "--private-key" -> absolute(value, false);
      case "--history" -> history(value);
      case "--vault-password-file" -> vault(value);
      default ->
          isResult(option)
              ? absolute(value, false)
              : value.startsWith("@") ? "@" + absolute(value.substring(1), false) : value;
    };
  }

  private static boolean isResult(OptionSpec option) {
    return Arrays.stream(ResultForm.values())
        .anyMatch(form -> form.option().equals(option.longestName()));
  }

  private static String folder(String file) {
    Path parent = Path.of(file).toAbsolutePath().normalize().getParent();
    return parent == null ? "/" : parent.toString();
  }

  // A list of names with a comma is no file.
  private static String absolute(String path, boolean onlyIfThere) {
    Path file = Path.of(path);
    return onlyIfThere && !Files.exists(file) ? path : file.toAbsolutePath().normalize().toString();
  }

  // Not the one that nobody named: a check has a folder for that.
  private static Optional<String> historyFile(Invocation drift) throws UsageException {
    Optional<String> named = drift.text("--history");
    return named.isPresent()
            && HistoryChoice.named("option '--history'", named.get())
                instanceof HistoryPlace.InFile file
        ? Optional.of(file.file().toString())
        : Optional.empty();
  }

  // A file, a URL, or off.
  private static String history(String value) {
    return value.equals("off") || HistoryPlace.isUrl(value) ? value : absolute(value, false);
  }

  // FILE, or ID@FILE.
  private static String vault(String value) {
    int at = value.indexOf('@');
    return at < 0 || Files.exists(Path.of(value))
        ? absolute(value, false)
        : value.substring(0, at + 1) + absolute(value.substring(at + 1), false);
  }

  /** Words with a character that a line cannot hold; none where all is well. */
  List<String> withControls() {
    return words.stream()
        .filter(word -> word.chars().anyMatch(c -> c < ' ' || c == 0x7f))
        .collect(Collectors.toList());
  }
}
