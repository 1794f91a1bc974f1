package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.history.RunId;
import dev.bascule.model.NodeName;
import dev.bascule.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a saved plan was tried on and that went back, or may still, or of which nobody
 * knows: it is not tried on them again (R41). Each run that has such nodes keeps them in the state
 * folder as soon as they end, in a file of its own that is written whole:
 *
 * <pre>
 * saved-plans/SEAL/RUN
 *   rolled_back 2026-03-01T14:15:02Z hn-1      how it ended, when the run did, the node
 * </pre>
 *
 * @param folder of one saved plan; there may be none yet
 * @param words what became of each such node, as a sentence's end
 * @param pending what became of those that waited for a person: confirmed since, or gone back
 */
record WentBack(Path folder, Map<NodeName, String> words, Map<NodeName, String> pending) {
  private static final Pattern LINE = Pattern.compile("(\\w+) (\\S+) (\\S+)");

  WentBack {
    words = Map.copyOf(words);
    pending = Map.copyOf(pending);
  }

  /**
   * Reads what runs before kept.
   *
   * @param state the state folder
   * @param seal of the saved plan
   */
  static WentBack of(Path state, String seal) throws IOException {
    return in(folder(state, seal));
  }

  /** Where that is. */
  static Path folder(Path state, String seal) {
    return state.resolve("saved-plans").resolve(seal);
  }

  /** Reads one plan's folder. */
  static WentBack in(Path folder) throws IOException {
    Map<NodeName, String> words = new HashMap<>();
    Map<NodeName, String> pending = new HashMap<>();
    for (Path file : files(folder)) {
      for (String line : Files.readAllLines(file)) {
        Matcher found = LINE.matcher(line);
        if (found.matches() && NodeName.isValid(found.group(3))) {
          String run = "run " + file.getFileName() + " at " + found.group(2);
          boolean waited = found.group(1).equals("pending");
          Map<NodeName, String> of = waited ? pending : words;
          of.put(new NodeName(found.group(3)), words(found.group(1), run));
        }
      }
    }
    return new WentBack(folder, words, pending);
  }

  /** The same as it is now: another run may have kept more. */
  WentBack again() throws IOException {
    return in(folder);
  }

  /** That it cannot be read. */
  static String unread(IOException e) {
    return "what this plan did before cannot be read: " + WholeFile.why(e);
  }

  /** What to do about that. */
  String hint() {
    return "make " + folder + " readable, or plan again";
  }

  /** Why it is not tried on a node again. */
  Optional<String> why(NodeName node) {
    return Optional.ofNullable(words.getOrDefault(node, pending.get(node)));
  }

  // Names of runs sort by time.
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> RunId.isValid(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String words(String how, String run) {
    return switch (how) {
      case "rolled_back" -> "rolled back by " + run;
      case "rolled_back_differs" -> "rolled back, with differences, by " + run;
      case "pending" -> "it waited for a person since " + run + ", and is not changed";
      case "rollback_failed" -> "its rollback failed in " + run;
      default -> "what became of it is not known since " + run;
    };
  }

  /**
   * Keeps those of a run, in place of what it kept before.
   *
   * @param lines one of each node, see {@link #line}
   */
  void keep(Collection<String> lines, RunId run) throws IOException {
    if (!lines.isEmpty()) {
      Files.createDirectories(folder);
      new WholeFile(run.text(), folder)
          .write("rw-------", out -> out.write(String.join("", lines)));
    }
  }

  /** What is kept of a node that ended so; nothing where the plan may be tried again. */
  static Optional<String> line(NodeName node, Outcome outcome, Instant at) {
    String how = RunReport.name(outcome) + " " + at.truncatedTo(ChronoUnit.SECONDS);
    return isOne(outcome) ? Optional.of(how + " " + node + "\n") : Optional.empty();
  }

  /**
   * Removes what runs kept that began before a moment, of this plan and of any other one. Their
   * plans are older still. Fails never: what stays is removed by the next run.
   */
  void prune(Instant before) {
    String first = RunId.of(before, () -> 0).text();
    for (Path plan : listed(folder.getParent())) {
      List<Path> old =
          listed(plan).stream()
              .filter(file -> RunId.isValid(String.valueOf(file.getFileName())))
              .filter(file -> String.valueOf(file.getFileName()).compareTo(first) < 0)
              .toList();
      if (!old.isEmpty()) {
        old.forEach(WentBack::remove);
        remove(plan); // unless it holds others
      }
    }
  }

  private static List<Path> listed(@Nullable Path folder) {
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (IOException | UncheckedIOException none) {
      return List.of();
    }
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      return;
    }
  }

  private static boolean isOne(Outcome outcome) {
    return outcome instanceof Outcome.RolledBack
        || outcome instanceof Outcome.RolledBackDiffers
        || outcome instanceof Outcome.RollbackFailed
        || outcome instanceof Outcome.Pending
        || outcome instanceof Outcome.Unknown;
  }
}
