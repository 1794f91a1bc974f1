package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.fleet.NodeResult;
import dev.bascule.history.RunId;
import dev.bascule.model.NodeName;
import dev.bascule.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The nodes that a saved plan was tried on and that went back, or of which nobody knows: it is not
 * tried on them again (R41). Each run that has such nodes keeps them in the state folder, in a file
 * of its own that is written whole:
 *
 * <pre>
 * saved-plans/SEAL/RUN
 *   rolled_back 2026-03-01T14:15:02Z hn-1      how it ended, when the run did, the node
 * </pre>
 *
 * @param folder of one saved plan; there may be none yet
 * @param words what became of each such node, as a sentence's end
 */
record WentBack(Path folder, Map<NodeName, String> words) {
  private static final Pattern LINE = Pattern.compile("(\\w+) (\\S+) (\\S+)");

  WentBack {
    words = Map.copyOf(words);
  }

  /**
   * Reads what runs before kept.
   *
   * @param state the state folder
   * @param seal of the saved plan
   */
  static WentBack of(Path state, String seal) throws IOException {
    Path folder = state.resolve("saved-plans").resolve(seal);
    Map<NodeName, String> words = new HashMap<>();
    for (Path file : files(folder)) {
      for (String line : Files.readAllLines(file)) {
        Matcher found = LINE.matcher(line);
        if (found.matches() && NodeName.isValid(found.group(3))) {
          String run = "run " + file.getFileName() + " at " + found.group(2);
          words.put(new NodeName(found.group(3)), words(found.group(1), run));
        }
      }
    }
    return new WentBack(folder, words);
  }

  // Names of runs sort by time.
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> RunId.isValid(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private static String words(String how, String run) {
    return switch (how) {
      case "rolled_back" -> "rolled back by " + run;
      case "rolled_back_differs" -> "rolled back, with differences, by " + run;
      case "rollback_failed" -> "its rollback failed in " + run;
      default -> "what became of it is not known since " + run;
    };
  }

  /**
   * Keeps those of a run.
   *
   * @param at when it ended
   */
  void keep(List<NodeResult> results, RunId run, Instant at) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (NodeResult result : results) {
      if (isOne(result.outcome())) {
        String how = RunReport.name(result.outcome());
        lines.append(how + " " + at.truncatedTo(ChronoUnit.SECONDS) + " " + result.node() + "\n");
      }
    }
    if (lines.length() > 0) {
      Files.createDirectories(folder);
      new WholeFile(run.text(), folder).write("rw-------", out -> out.write(lines.toString()));
    }
  }

  private static boolean isOne(Outcome outcome) {
    return outcome instanceof Outcome.RolledBack
        || outcome instanceof Outcome.RolledBackDiffers
        || outcome instanceof Outcome.RollbackFailed
        || outcome instanceof Outcome.Unknown;
  }
}
