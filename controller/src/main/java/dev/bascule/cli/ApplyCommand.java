package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.fleet.WaveRules;
import dev.bascule.model.Action;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import dev.bascule.playbook.Resolution;
import dev.bascule.report.ExitCode;
import dev.bascule.report.RunReport;
import dev.bascule.source.ProblemsException;
import dev.bascule.state.DesiredSource;
import dev.bascule.transport.Transport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code bascule apply}. */
final class ApplyCommand {
  private final Request request;
  private final Visit visit;

  private ApplyCommand(Request request, Visit visit) {
    this.request = request;
    this.visit = visit;
  }

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    boolean sure = invocation.has("--yes");
    if (!sure) {
      Question.mustBePossible(invocation, around, "add --yes, or look first: bascule plan");
    }
    if (SavedApply.isMeant(invocation)) {
      return SavedApply.run(invocation, around, transports, sure, Clock.systemUTC().instant());
    } else if (invocation.text("--max-age").isPresent()) {
      throw new UsageException("--max-age is of a saved plan, and none is named", null);
    }
    Optional<Request> read = Request.read(invocation, around);
    if (read.isEmpty()) {
      return ExitCode.OK;
    }
    return run(read.get(), transports, sure);
  }

  /** The same for a request that was made otherwise. */
  static ExitCode run(Request request, Transports transports, boolean sure)
      throws UsageException, InterruptedException {
    try (Transport transport = transports.open()) {
      ApplyCommand command = new ApplyCommand(request, Visit.of(request, transport));
      return sure ? command.applyAtOnce() : command.showAskApply();
    }
  }

  /**
   * Does what a saved plan says.
   *
   * @param shown whether what it changes was shown before
   */
  static ExitCode run(Request request, Transports transports, SavedNodes saved, boolean shown)
      throws UsageException, InterruptedException {
    try (Transport transport = transports.open()) {
      return new ApplyCommand(request, Visit.of(request, transport)).applySaved(saved, shown);
    }
  }

  // Where an earlier play comes between, all nodes are compared before the first is changed.
  private ExitCode applySaved(SavedNodes saved, boolean shown) throws InterruptedException {
    Job job = request.job();
    FleetRun run = request.run();
    WentBackNotes notes =
        new WentBackNotes(
            saved.back(), request.start().id(), Clock.systemUTC(), request.around().err());
    if (job.isOneStage()) {
      Stage all =
          inOrder(
                  source -> saved(saved, source, Visit.APPLY),
                  source -> saved(saved, source, Visit.SHOW))
              .get(0);
      List<NodeResult> results = run.run(notes.of(soaking(stages(all, saved))));
      return ended(notes, inOrderOf(all, results), shown, run);
    }
    List<NodeResult> planned = run.run(job.atOnce(source -> saved(saved, source, Visit.SHOW)));
    FleetRun applying = request.run();
    List<NodeResult> applied = applying.run(notes.of(stages(plans(planned), saved::unlessTried)));
    return ended(notes, merged(planned, applied), shown, run, applying);
  }

  private ExitCode ended(
      WentBackNotes notes, List<NodeResult> results, boolean shown, FleetRun... runs) {
    ExitCode kept = notes.end(results, request.start().recording().keep());
    return kept.or(ended(results, shown, runs));
  }

  // Waves are of nodes that are to be changed: one that is not would be no canary, and would make
  // percentages larger. The others come first, for those in sync can see whether a change held.
  private static List<Stage> stages(Stage all, SavedNodes saved) {
    Set<NodeName> changing = saved.toChange();
    List<NodeName> others = all.nodes().stream().filter(node -> !changing.contains(node)).toList();
    Stage looked =
        new Stage(
            all.name(),
            others,
            WaveRules.ONE,
            all.stops().among(all.nodes().size()),
            null,
            all.work(),
            null,
            null);
    return others.isEmpty() ? List.of(all) : List.of(looked, all.only(changing));
  }

  private static List<NodeResult> inOrderOf(Stage all, List<NodeResult> results) {
    Map<NodeName, NodeResult> byNode = byNode(results);
    return all.nodes().stream().flatMap(node -> Stream.ofNullable(byNode.get(node))).toList();
  }

  // A canary that has nothing to do makes that the others are only looked at before the next one.
  private List<Stage> inOrder(
      Function<DesiredSource, NodeWork> work, Function<DesiredSource, NodeWork> look) {
    List<Stage> changing = request.job().inOrder(work);
    List<Stage> looking = request.job().inOrder(look);
    return IntStream.range(0, changing.size())
        .mapToObj(i -> changing.get(i).looking(looking.get(i).work()))
        .toList();
  }

  private NodeWork shown(DesiredSource source) {
    return (node, context) -> visit.check(node, source, Visit.SHOW, context);
  }

  // Not Visit.SHOW: where somebody else is at work it waits for its turn, as the change would.
  private NodeWork looked(DesiredSource source) {
    Visit.Then show = (same, connection, plan, work) -> new Outcome.Drifted(plan);
    return (node, context) -> visit.check(node, source, show, context);
  }

  private NodeWork saved(SavedNodes saved, DesiredSource source, Visit.Then then) {
    return (node, context) -> saved.check(visit, node, source, then, context);
  }

  private ExitCode ended(List<NodeResult> results, boolean shown, FleetRun... runs) {
    Retry.save(results, request.invocation(), request.around());
    visit.ended();
    return RunEnd.of(report(results, runs), request, shown ? Reports::showEnd : Reports::show);
  }

  private ExitCode applyAtOnce() throws InterruptedException {
    FleetRun run = request.run();
    List<NodeResult> results =
        run.run(
            soaking(
                inOrder(
                    source -> (node, context) -> visit.check(node, source, Visit.APPLY, context),
                    this::looked)));
    return ended(results, false, run);
  }

  private ExitCode showAskApply() throws InterruptedException {
    FleetRun planning = request.run();
    List<NodeResult> planned = planning.run(request.job().atOnce(this::shown));
    RunReport report = report(PlannedWaves.number(request.job(), planned), planning);
    Reports.showPlan(report, request);
    Map<NodeName, Plan> plans = plans(planned);
    if (plans.isEmpty() || planning.interrupted()) {
      return RunEnd.shown(report, request);
    }
    String nodes = plans.size() == 1 ? "1 node" : plans.size() + " nodes";
    if (!Question.yes("Apply to " + nodes + "?", request.around())) {
      request.around().err().println("Nothing was changed.");
      return RunEnd.shown(report, request);
    }
    FleetRun applying = request.run();
    List<NodeResult> applied = applying.run(stages(plans, UnaryOperator.identity()));
    List<NodeResult> all = merged(planned, applied);
    return ended(all, true, planning, applying);
  }

  private static Map<NodeName, Plan> plans(List<NodeResult> planned) {
    Map<NodeName, Plan> plans = new LinkedHashMap<>();
    for (NodeResult result : planned) {
      if (result.outcome() instanceof Outcome.Drifted drifted) {
        plans.put(result.node(), drifted.plan());
      }
    }
    return plans;
  }

  // One stage: the plans as they were shown. Several: an earlier play comes between, so each play
  // plans anew on its node and goes on only if that gives its part of what was shown.
  private List<Stage> stages(Map<NodeName, Plan> plans, UnaryOperator<Visit.Then> with) {
    Job job = request.job();
    List<Stage> all =
        job.isOneStage()
            ? job.inOrder((source) -> (node, context) -> visit.run(node, of(plans, node), context))
            : inOrder(
                source ->
                    (node, context) -> {
                      Visit.Then then = with.apply(applyIf(of(plans, node)));
                      return visit.check(node, source, then, context);
                    },
                this::looked);
    return soaking(all.stream().map(stage -> stage.only(plans.keySet())).toList());
  }

  // Two plays may have one name.
  private Visit.Then applyIf(Plan shown) {
    Set<String> names =
        shown.tasks().stream()
            .filter(task -> task.changes().stream().anyMatch(it -> !(it instanceof Action)))
            .map(PlannedTask::play)
            .collect(Collectors.toSet());
    long plays =
        request.job().resolution().plays().stream()
            .filter(of -> of.sources().containsKey(shown.node()))
            .filter(of -> names.contains(of.play().name()))
            .count();
    return Visit.applyIf(shown, plays == 1);
  }

  private List<Stage> soaking(List<Stage> stages) {
    return visit.journaled(stages.stream().map(stage -> stage.soaking(visit::reach)).toList());
  }

  private static Plan of(Map<NodeName, Plan> plans, NodeName node) {
    return plans.getOrDefault(node, new Plan(node, List.<PlannedTask>of()));
  }

  private static List<NodeResult> merged(List<NodeResult> planned, List<NodeResult> applied) {
    Map<NodeName, NodeResult> byNode = byNode(applied);
    return planned.stream().map(result -> byNode.getOrDefault(result.node(), result)).toList();
  }

  private static Map<NodeName, NodeResult> byNode(List<NodeResult> results) {
    return results.stream().collect(Collectors.toMap(NodeResult::node, result -> result));
  }

  // A node that waits for a person is left alone by the plays after that one.
  private Outcome withLaterPlays(NodeName node, Outcome outcome) {
    Job job = request.job();
    if (!(outcome instanceof Outcome.Pending it) || job.isOneStage()) {
      return outcome;
    }
    List<String> later = new ArrayList<>();
    boolean after = false;
    for (Resolution.NodesOfPlay of : job.resolution().plays()) {
      String play = of.play().name();
      if (it.plan().tasks().stream().anyMatch(task -> task.play().equals(play))) {
        after = true;
        later.clear();
      } else if (after && of.sources().containsKey(node)) {
        later.add(play);
      }
    }
    String more = "\nplays not begun on it: " + String.join(", ", later);
    return later.isEmpty()
        ? outcome
        : new Outcome.Pending(
            it.plan(), it.message(), it.hint() + more + "; apply again once it is confirmed");
  }

  private RunReport report(List<NodeResult> results, FleetRun... runs) {
    return Reports.of(
            request.invocation().command(),
            results.stream()
                .map(
                    it ->
                        new NodeResult(
                            it.node(),
                            visit.pasted().in(it.node(), withLaterPlays(it.node(), it.outcome())),
                            it.took(),
                            it.wave()))
                .toList(),
            runs)
        .of(request.job().shard());
  }
}
