package dev.bascule.cli;

import dev.bascule.apply.PlanEssence;
import dev.bascule.apply.PlanRunner;
import dev.bascule.event.Outcome;
import dev.bascule.fleet.NodeResult;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.plan.Plan;
import dev.bascule.report.ExitCode;
import dev.bascule.report.Palette;
import dev.bascule.report.Printable;
import dev.bascule.report.RunReport;
import dev.bascule.report.TextReport;
import dev.bascule.saved.SavedPlan;
import dev.bascule.saved.SavedPlan.Input;
import dev.bascule.saved.SavedPlan.Node;
import dev.bascule.saved.SavedPlan.Part;
import dev.bascule.saved.SavedPlan.State;
import dev.bascule.saved.SealKey;
import dev.bascule.saved.SealedPlan;
import dev.bascule.source.FilesRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code plan --out FILE}: keeps what was shown, for {@code apply FILE}. */
final class PlanOut {
  /** Begins the name of an input that is what a program printed. */
  static final String PRINTED = "output of ";

  private final WholeFile file;
  private final SealKey key;

  private PlanOut(WholeFile file, SealKey key) {
    this.file = file;
    this.key = key;
  }

  /** Looks, before any node is contacted, whether the file can be written. */
  static Optional<PlanOut> of(Invocation invocation, Surroundings around) throws UsageException {
    Optional<String> name = invocation.text("--out");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Path path = around.folder().resolve(name.get());
    if (Files.exists(path) && !SealedPlan.isOne(path)) {
      throw new UsageException(
          "option '--out': " + name.get() + " is there already, and is no saved plan",
          "name another file, or remove it");
    }
    WholeFile file = new WholeFile(name.get(), around.folder());
    try {
      file.check();
    } catch (IOException e) {
      String why = "cannot be written: " + WholeFile.why(e);
      throw new UsageException("option '--out': " + name.get() + " " + why, null);
    }
    return Optional.of(new PlanOut(file, SavedPlanKey.made(around)));
  }

  /** Writes the file, whole or not at all; that this fails makes the exit code worse. */
  ExitCode save(List<NodeResult> results, RunReport report, Request request) {
    if (report.interrupted()) {
      request.around().err().println("bascule: the plan is not whole, and was not saved");
      return report.exitCode();
    }
    SavedPlan plan = plan(results, report, request);
    try {
      file.write("rw-------", out -> out.write(SealedPlan.write(plan, key)));
    } catch (IOException e) {
      request.around().err().println("bascule: the plan cannot be saved: " + WholeFile.why(e));
      return report.exitCode().or(ExitCode.UNWRITTEN);
    }
    request
        .around()
        .err()
        .println(
            "saved as "
                + file.name()
                + ": "
                + counts(plan)
                + "; to do it: bascule apply "
                + file.name());
    return report.exitCode();
  }

  /** How many nodes are in which state. */
  static String counts(SavedPlan plan) {
    List<String> all = new ArrayList<>();
    add(all, plan.count(State.TO_CHANGE), " to change");
    add(all, plan.count(State.IN_SYNC), " in sync");
    add(all, plan.count(State.NOT_PLANNED), " not planned, to be skipped");
    return String.join(", ", all);
  }

  private static void add(List<String> all, int count, String words) {
    if (count > 0) {
      all.add(count + words);
    }
  }

  private SavedPlan plan(List<NodeResult> results, RunReport report, Request request) {
    Secrets secrets =
        request.job().inputs().secrets().and(SavedArguments.values(request.invocation()));
    SavedArguments arguments = SavedArguments.of(request, key);
    boolean some = request.invocation().has("--retry-failed");
    return new SavedPlan(
        Version.number(),
        request.start().at(),
        PlanRunner.label(),
        arguments.words(),
        arguments.withheld(),
        some ? List.copyOf(request.job().resolution().nodes().keySet()) : List.<NodeName>of(),
        inputs(request.job().inputs().files(), key),
        results.stream().map(result -> node(result, secrets)).toList(),
        new TextReport(new Printable(secrets), Palette.PLAIN, true).render(report));
  }

  /** What was read, each with its keyed hash. */
  static List<Input> inputs(FilesRead files, SealKey key) {
    List<Input> all = new ArrayList<>();
    files.all().forEach(it -> all.add(new Input(it.path().toString(), hash(it.sha256(), key))));
    files
        .printed()
        .forEach((command, sha256) -> all.add(new Input(PRINTED + command, hash(sha256, key))));
    return all;
  }

  /** The keyed hash of an input. */
  static String hash(String sha256, SealKey key) {
    return key.hash("input", sha256);
  }

  private Node node(NodeResult result, Secrets secrets) {
    Outcome outcome = result.outcome();
    if (outcome instanceof Outcome.Drifted drifted) {
      return new Node(result.node(), State.TO_CHANGE, "", parts(drifted.plan(), key, secrets));
    }
    return outcome instanceof Outcome.InSync
        ? new Node(result.node(), State.IN_SYNC, "", List.of())
        : new Node(result.node(), State.NOT_PLANNED, secrets.mask(words(outcome)), List.of());
  }

  /** A plan's changes, each with its keyed hash. */
  static List<Part> parts(Plan plan, SealKey key, Secrets secrets) {
    return PlanEssence.of(plan).stream()
        .map(part -> new Part(secrets.mask(part.what()), key.hash("change", part.text())))
        .toList();
  }

  private static String words(Outcome outcome) {
    if (outcome instanceof Outcome.Unreachable it) {
      return "it was not reached: " + it.message();
    } else if (outcome instanceof Outcome.Failed it) {
      return "it failed: " + it.message();
    } else if (outcome instanceof Outcome.Refused it) {
      return "it was refused: " + it.reason();
    }
    return outcome instanceof Outcome.Skipped it ? it.reason() : "it did not answer";
  }
}
