package dev.bascule.cli;

import dev.bascule.history.History;
import dev.bascule.history.HistoryException;
import dev.bascule.history.HistoryPlace;
import dev.bascule.history.PastRun;
import dev.bascule.report.ExitCode;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code bascule history}: what was run, and what became of it. Contacts no node. */
final class HistoryCommand {
  private static final int USUAL = 20;

  private final Invocation invocation;
  private final Surroundings around;
  private final HistoryPlace place;
  private final HistoryChoice choice;
  private final HistoryText text;
  private final boolean json;

  private HistoryCommand(
      Invocation invocation, Surroundings around, HistoryPlace place, HistoryChoice choice)
      throws UsageException {
    this.invocation = invocation;
    this.around = around;
    this.place = place;
    this.choice = choice;
    this.text =
        new HistoryText(
            HistoryWords.controller(), Clock.systemUTC().instant(), ZoneId.systemDefault());
    this.json = Output.of(invocation, around).json();
  }

  static ExitCode run(Invocation invocation, Surroundings around) throws UsageException {
    HistoryChoice choice = HistoryChoice.of(invocation, around);
    HistoryPlace place = choice.place();
    if (place == null || place instanceof HistoryPlace.Off) {
      throw new UsageException(
          "no history is kept here", "name one: --history FILE, --history URL or BASCULE_HISTORY");
    }
    HistoryCommand command = new HistoryCommand(invocation, around, place, choice);
    List<String> words = invocation.arguments();
    String first = words.isEmpty() ? "" : words.get(0);
    try {
      return switch (first) {
        case "show" -> command.show(one(words, "show", "RUN"));
        case "prune" -> command.prune(words);
        default -> command.list(words);
      };
    } catch (HistoryException e) {
      around.err().println("bascule history: " + e.getMessage());
      if (e.hint() != null) {
        around.err().println("  hint: " + e.hint());
      }
      return ExitCode.UNWRITTEN;
    }
  }

  private static String one(List<String> words, String verb, String label) throws UsageException {
    if (words.size() != 2) {
      throw new UsageException(
          "history " + verb + " needs one " + label, "bascule history lists the runs");
    }
    return words.get(1);
  }

  private ExitCode list(List<String> words) throws UsageException, HistoryException {
    if (words.size() > 1) {
      throw new UsageException(
          "unexpected argument '" + words.get(1) + "'", "see: bascule history --help");
    }
    int most = most();
    if (isMissing()) {
      return none(HistoryJson.runs(List.of(), text));
    }
    try (History history = open()) {
      if (words.isEmpty()) {
        List<PastRun> runs = history.past().runs(most);
        print(json ? HistoryJson.runs(runs, text) : text.runs(runs));
      } else {
        List<PastRun.OfNode> runs = history.past().runs(words.get(0), most);
        print(json ? HistoryJson.runsOf(runs, text) : text.runsOf(words.get(0), runs));
      }
    }
    return ExitCode.OK;
  }

  private ExitCode show(String name) throws UsageException, HistoryException {
    if (isMissing()) {
      throw unknown(name);
    }
    try (History history = open()) {
      List<String> found = history.past().named(name);
      if (found.isEmpty() || name.isEmpty()) {
        throw unknown(name);
      } else if (found.size() > 1) {
        throw new UsageException(
            "'" + name + "' begins the names of several runs",
            "write one of: " + String.join(", ", found));
      }
      PastRun.Whole run = history.past().run(found.get(0)).orElseThrow(() -> unknown(name));
      print(json ? HistoryJson.run(run, text) : text.run(run));
    }
    return ExitCode.OK;
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "no run '" + name + "' is in the history", "bascule history lists the runs");
  }

  private ExitCode prune(List<String> words) throws UsageException, HistoryException {
    if (words.size() > 1) {
      throw new UsageException(
          "unexpected argument '" + words.get(1) + "'", "say how much: prune --keep 30d");
    }
    Optional<String> given = invocation.text("--keep");
    Duration keep =
        given.isEmpty()
            ? choice.keep()
            : HistoryChoice.length(given.get(), "option '--keep': '" + given.get() + "'");
    if (isMissing()) {
      return none(HistoryJson.removed(0));
    }
    try (History history = open()) {
      int removed = history.prune(keep);
      print(
          json
              ? HistoryJson.removed(removed)
              : removed
                  + (removed == 1 ? " run" : " runs")
                  + " removed from "
                  + place.shown()
                  + "\n");
    }
    return ExitCode.OK;
  }

  private int most() throws UsageException {
    String given = invocation.text("--last").orElse(Integer.toString(USUAL));
    if (!given.matches("[1-9][0-9]{0,4}")) {
      throw new UsageException(
          "option '--last': '" + given + "' is not a number from 1 to 99999", null);
    }
    return Integer.parseInt(given);
  }

  // Looking must not make a file.
  private boolean isMissing() {
    return place instanceof HistoryPlace.InFile it && !Files.exists(it.file());
  }

  private ExitCode none(String document) {
    if (json) {
      print(document);
    } else {
      around.err().println("no run is kept in " + place.shown() + " yet");
    }
    return ExitCode.OK;
  }

  private History open() throws HistoryException {
    History history = History.open(place, Clock.systemUTC());
    history.notes().forEach(note -> around.err().println("bascule: " + note));
    return history;
  }

  private void print(String text) {
    around.out().print(text);
    around.out().flush();
  }
}
