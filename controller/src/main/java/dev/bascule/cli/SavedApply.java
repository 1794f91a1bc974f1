package dev.bascule.cli;

import dev.bascule.fleet.Durations;
import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.report.ExitCode;
import dev.bascule.saved.SavedPlan;
import dev.bascule.saved.SavedPlan.Input;
import dev.bascule.saved.SavedPlan.State;
import dev.bascule.saved.SealKey;
import dev.bascule.saved.SealedPlan;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.ProblemsException;
import dev.bascule.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code apply FILE} of a saved plan. */
final class SavedApply {
  private static final String AGAIN = "plan again: bascule plan --out FILE";

  private final Surroundings around;
  private final String name;
  private final SavedPlan plan;
  private final SealKey key;

  private SavedApply(Surroundings around, String name, SavedPlan plan, SealKey key) {
    this.around = around;
    this.name = name;
    this.plan = plan;
    this.key = key;
  }

  /** Whether an argument is a saved plan: its content says so, whatever its name. */
  static boolean isMeant(Invocation invocation) {
    return invocation.arguments().stream().anyMatch(file -> SealedPlan.isOne(Path.of(file)));
  }

  static ExitCode run(
      Invocation given, Surroundings around, Transports transports, boolean sure, Instant now)
      throws UsageException, ProblemsException, InterruptedException {
    SavedRequest.mayBeGiven(given);
    String name = given.arguments().get(0);
    Optional<SealKey> key = SavedPlanKey.known(around);
    String text = text(name);
    SavedPlan plan = SealedPlan.read(name, text, Version.number(), key.orElse(null));
    SavedApply apply = new SavedApply(around, name, plan, key.orElseThrow());
    apply.notTooOld(given, now);
    SavedRequest.mayBeOf(plan, given);
    apply.filesAreTheSame();
    Invocation again = SavedRequest.again(plan, given, key.orElseThrow());
    Request request = Request.read(again, apply.unshared(), apply.only());
    apply.restIsTheSame(request);
    SavedNodes nodes =
        new SavedNodes(
            plan,
            key.orElseThrow(),
            request.job().inputs().secrets(),
            SavedArguments.values(again),
            wentBack(around, text));
    apply.tellHead(now);
    if (!sure && !apply.mayGoOn(nodes.toChange().size())) {
      return ExitCode.PENDING;
    }
    return ApplyCommand.run(request, transports, nodes, !sure);
  }

  /** {@code plan FILE}: shows what was saved; no node is contacted. */
  static ExitCode show(Invocation given, Surroundings around, Instant now)
      throws UsageException, ProblemsException {
    SavedRequest.mayBeGiven(given);
    String name = given.arguments().get(0);
    Optional<SealKey> key = SavedPlanKey.known(around);
    SavedPlan plan = SealedPlan.read(name, text(name), Version.number(), key.orElse(null));
    SavedRequest.mayBeOf(plan, given);
    new SavedApply(around, name, plan, key.orElseThrow()).tellHead(now);
    around.out().print(plan.text());
    return plan.count(State.TO_CHANGE) == 0 ? ExitCode.OK : ExitCode.PENDING;
  }

  // The plan says which nodes are meant, as an option would: the environment is asked no more.
  private Surroundings unshared() {
    String shard = around.environment(Sharing.VARIABLE);
    Optional<String> own = SavedArguments.shard(plan);
    if (!shard.isBlank() && !own.equals(Optional.of(shard))) {
      String of = own.map(it -> "shard " + it).orElse("all nodes");
      around.err().println("$" + Sharing.VARIABLE + " is not regarded: the saved plan is of " + of);
    }
    return around.without(Sharing.VARIABLE);
  }

  private @Nullable Set<NodeName> only() {
    return plan.only().isEmpty() ? null : Set.copyOf(plan.only());
  }

  private static String text(String name) throws UsageException {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new UsageException(name + " cannot be read: " + e, null);
    }
  }

  private static WentBack wentBack(Surroundings around, String text) throws UsageException {
    if (!StateFolder.isKnown(around)) {
      throw new UsageException(
          "nobody knows where to keep on which nodes this plan failed",
          "set HOME or XDG_STATE_HOME");
    }
    Path folder = WentBack.folder(StateFolder.of(around), SealedPlan.seal(text));
    try {
      return WentBack.in(folder);
    } catch (IOException e) {
      throw new UsageException(WentBack.unread(e), "make " + folder + " readable, or plan again");
    }
  }

  private void notTooOld(Invocation given, Instant now) throws UsageException, ProblemsException {
    Optional<Duration> most = Settings.duration(given, "--max-age");
    Problems problems = new Problems();
    if (most.isPresent() && plan.at().plus(most.get()).isBefore(now)) {
      String message = "this plan was saved " + age(now) + " ago, and --max-age is ";
      add(problems, ProblemCode.SAVED_PLAN_AGE, name, message + Durations.text(most.get()), AGAIN);
    }
    problems.throwIfAny();
  }

  // The whole seconds, minutes or hours of it.
  private String age(Instant now) {
    Duration age = Duration.between(plan.at(), now);
    return Durations.text(
        age.toHours() > 0
            ? age.truncatedTo(ChronoUnit.HOURS)
            : age.toMinutes() > 0
                ? age.truncatedTo(ChronoUnit.MINUTES)
                : age.truncatedTo(ChronoUnit.SECONDS));
  }

  // Before they are read as what they are: a file that is gone is told as that.
  private void filesAreTheSame() throws ProblemsException {
    Problems problems = new Problems();
    for (Input input : plan.inputs()) {
      if (input.path().startsWith(PlanOut.PRINTED)) {
        continue; // it is asked once more with the rest
      }
      Path path = Path.of(input.path());
      if (!Files.isRegularFile(path)) {
        changed(problems, input.path(), "is gone since the plan was saved");
      } else if (!input.hash().equals(hash(path))) {
        changed(problems, input.path(), "changed since the plan was saved");
      }
    }
    problems.throwIfAny();
  }

  private @Nullable String hash(Path path) {
    try {
      return PlanOut.hash(FileContent.of(Files.readAllBytes(path)).sha256(), key);
    } catch (IOException e) {
      return null;
    }
  }

  private void restIsTheSame(Request request) throws ProblemsException {
    Map<String, String> saved = new TreeMap<>();
    plan.inputs().forEach(input -> saved.put(input.path(), input.hash()));
    Problems problems = new Problems();
    for (Input now : PlanOut.inputs(request.job().inputs().files(), key)) {
      String was = saved.get(now.path());
      if (was == null) {
        changed(problems, now.path(), "was added since the plan was saved");
      } else if (!was.equals(now.hash())) {
        changed(problems, now.path(), "is not what it was when the plan was saved");
      }
    }
    sameNodes(request.job().resolution().nodes().keySet(), problems);
    problems.throwIfAny(request.job().inputs().secrets()::mask);
  }

  private void sameNodes(Set<NodeName> now, Problems problems) {
    Set<NodeName> saved = new HashSet<>(plan.nodes().stream().map(SavedPlan.Node::name).toList());
    for (NodeName node : new TreeSet<>(now)) {
      if (!saved.remove(node)) {
        changed(problems, name, "node " + node + " came in since the plan was saved");
      }
    }
    new TreeSet<>(saved)
        .forEach(node -> changed(problems, name, "node " + node + " is in no inventory any more"));
  }

  private void changed(Problems problems, String where, String what) {
    add(problems, ProblemCode.SAVED_PLAN_INPUT, where, what, null);
  }

  private static void add(
      Problems problems, ProblemCode code, String where, String what, @Nullable String hint) {
    problems.add(code, new SourceFile(where, "").start(), what, hint);
  }

  private void tellHead(Instant now) {
    String head =
        "plan of "
            + plan.at().truncatedTo(ChronoUnit.SECONDS)
            + " ("
            + age(now)
            + " ago) by "
            + plan.by()
            + ": "
            + PlanOut.counts(plan)
            + SavedArguments.shard(plan).map(shard -> " (shard " + shard + ")").orElse("");
    around.err().println(head);
  }

  // What was saved is shown before the question, not what would be planned now: that is compared.
  private boolean mayGoOn(int nodes) {
    around.out().print(plan.text());
    around.out().flush();
    if (nodes == 0) {
      return true; // nothing to ask; whoever drifted since, or went back, is told
    }
    if (Question.yes("Apply to " + (nodes == 1 ? "1 node" : nodes + " nodes") + "?", around)) {
      return true;
    }
    around.err().println("Nothing was changed.");
    return false;
  }
}
