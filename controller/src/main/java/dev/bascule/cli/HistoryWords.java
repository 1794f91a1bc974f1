package dev.bascule.cli;

import dev.bascule.apply.PlanRunner;
import dev.bascule.event.Outcome;
import dev.bascule.history.DriftScope;
import dev.bascule.history.NodeEnd;
import dev.bascule.history.NodeSight;
import dev.bascule.history.OwnProcess;
import dev.bascule.history.RunBegun;
import dev.bascule.history.RunOver;
import dev.bascule.history.Wish;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.plan.Plan;
import dev.bascule.report.NodeReport;
import dev.bascule.report.OutcomeWords;
import dev.bascule.report.Palette;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run in the words of the history: masked, and without anything that acts on a terminal. */
final class HistoryWords {
  private static final int EXTRA_DIGITS = 4;

  private final RunReport report;
  private final RunRequest request;
  private final Printable printable;
  private final TextReport text;

  HistoryWords(RunReport report, RunRequest request) {
    this.report = report;
    this.request = request;
    this.printable = new Printable(request.inputs().secrets());
    this.text = new TextReport(printable, Palette.PLAIN, true);
  }

  /** The run before it contacts a node. */
  static RunBegun begun(RunRequest request, int nodes) {
    Invocation invocation = request.invocation();
    String who = PlanRunner.label();
    return new RunBegun(
        request.start().id(),
        invocation.command().text(),
        new MaskedArguments(request.inputs().secrets()).of(invocation),
        who,
        controller(),
        Version.number(),
        OwnProcess.text(),
        request.inputs().sources(),
        request.playbooks(),
        nodes,
        request.start().at());
  }

  /** This machine. */
  static String controller() {
    String label = PlanRunner.label();
    return label.substring(label.indexOf('@') + 1);
  }

  RunOver over(Instant now) {
    return new RunOver(
        request.start().id(),
        now,
        report.exitCode().number(),
        request.inputs().files().all(),
        request.start().resumes());
  }

  /** The nodes, each made when it is its turn. */
  Iterator<NodeEnd> nodes() {
    return report.nodes().stream().map(this::end).iterator();
  }

  private NodeEnd end(NodeReport node) {
    Outcome outcome = node.outcome();
    boolean quiet = outcome instanceof Outcome.InSync it && it.warnings().isEmpty();
    return new NodeEnd(
        node.node(),
        RunReport.name(outcome),
        node.took(),
        OutcomeWords.message(outcome).map(printable::lines).orElse(null),
        OutcomeWords.hint(outcome).map(printable::lines).orElse(null),
        // Without since when and who did it: the same drift is the same text, and kept once.
        quiet ? null : text.one(node.alone(), report));
  }

  /** What was found out about the nodes; nothing of those that could not be looked at. */
  Iterator<NodeSight> sights() {
    return report.nodes().stream().flatMap(node -> sight(node).stream()).iterator();
  }

  private static Optional<NodeSight> sight(NodeReport node) {
    Outcome outcome = node.outcome();
    if (outcome instanceof Outcome.InSync) {
      return Optional.of(new NodeSight(node.node(), true, Map.of(), Map.of()));
    } else if (outcome instanceof Outcome.Drifted it) {
      return Optional.of(new NodeSight(node.node(), true, wishes(it.plan()), Map.of()));
    } else if (outcome instanceof Outcome.Changed it) {
      return Optional.of(new NodeSight(node.node(), true, Map.of(), wishes(it.plan())));
    } else if (outcome instanceof Outcome.Failed it && !it.done().isEmpty()) {
      // What was wanted of them is not said: other playbooks' drift of them is not known to be
      // over.
      Map<String, Wish> done = new HashMap<>();
      it.done().forEach(target -> done.put(target, Wish.NONE));
      return Optional.of(new NodeSight(node.node(), false, Map.of(), done));
    }
    return Optional.empty();
  }

  // A target may be in several tasks.
  private static Map<String, Wish> wishes(Plan plan) {
    Map<String, Wish> wishes = new HashMap<>();
    plan.tasks().stream()
        .flatMap(task -> task.changes().stream())
        .forEach((Change change) -> wishes.merge(change.target(), Wish.of(change), Wish::and));
    return wishes;
  }

  /** What the run looked at; null where it compared nothing with a playbook. */
  static @Nullable DriftScope scope(RunRequest request) {
    if (request.playbooks().isEmpty()) {
      return null;
    }
    List<String> selection = new ArrayList<>();
    request.playbooks().forEach(playbook -> selection.add(absolute(playbook)));
    for (String option : List.of("--tags", "--skip-tags")) {
      request.invocation().texts(option).stream()
          .sorted()
          .forEach(tags -> selection.add(option + "=" + tags));
    }
    // In their order: the later come before the earlier.
    request
        .invocation()
        .texts("--extra-vars")
        .forEach(value -> selection.add("--extra-vars=" + extra(value)));
    return DriftScope.of(sources(request), selection);
  }

  // What is in a file is among the hashes of all files. A value may be a secret: so little of its
  // hash tells two values apart, and helps nobody to guess one.
  private static String extra(String value) {
    return SavedArguments.isInline(value)
        ? FileContent.of(value).sha256().substring(0, EXTRA_DIGITS)
        : "@" + absolute(value.stripLeading().substring(1));
  }

  /** Which fleet the run is about, also where it compared nothing with a playbook. */
  static String fleet(RunRequest request) {
    return DriftScope.of(sources(request), List.of()).inventory();
  }

  private static List<String> sources(RunRequest request) {
    return request.inputs().sources().stream()
        .map(source -> Files.exists(Path.of(source)) ? absolute(source) : source)
        .collect(Collectors.toList());
  }

  private static String absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize().toString();
  }
}
