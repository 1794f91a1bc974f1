package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.history.Resumption;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.report.ExitCode;
import dev.bascule.report.JsonReport;
import dev.bascule.report.RunReport;
import dev.bascule.source.ProblemsException;
import dev.bascule.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * {@code bascule resume}: tells of each node of a run whose program was lost what became of it, by
 * the run's journal and the node's own, and waits for those that have not ended. Nothing is begun
 * that was not begun.
 */
final class ResumeCommand {
  private final NodeRequest request;
  private final RunTracks tracks;
  private final Visit visit;
  private final Map<NodeName, Outcome> told = new ConcurrentHashMap<>();

  private ResumeCommand(NodeRequest request, RunTracks tracks, Visit visit) {
    this.request = request;
    this.tracks = tracks;
    this.visit = visit;
  }

  static ExitCode run(Invocation invocation, Surroundings around, Transports transports)
      throws UsageException, ProblemsException, InterruptedException {
    Path runs = StateFolder.runs(around);
    Optional<RunTracks> found = tracks(invocation.arguments(), runs, around);
    if (found.isEmpty()) {
      return nothing("no run was lost", invocation, around);
    }
    RunTracks tracks = found.get();
    RunProcess process = tracks.process();
    if (process != null && tracks.isAtWork()) {
      throw new UsageException(
          "run " + tracks.run() + " is at work, in process " + process.pid(),
          "it tells itself how its nodes end");
    } else if (process != null && tracks.isUnseen()) {
      around.err().println(unseen(tracks, process) + "; it is taken for lost, as it was named");
    }
    List<String> names = tracks.nodes().keySet().stream().map(NodeName::text).toList();
    if (names.isEmpty()) {
      String text = "run " + tracks.run() + " was lost before it began with any node";
      return nothing(text, invocation, around);
    }
    NodeRequest request = NodeRequest.read(invocation, around, names);
    try (Transport transport = request.open(transports)) {
      return new ResumeCommand(request, tracks, Visit.looking(request, transport)).run(runs);
    }
  }

  private static ExitCode nothing(String text, Invocation invocation, Surroundings around)
      throws UsageException {
    around.err().println(text);
    if (Output.json(invocation)) {
      RunReport report = Reports.of(invocation.command(), List.of());
      around.out().print(new JsonReport(new Secrets(), true).render(report));
    }
    return ExitCode.OK;
  }

  private static Optional<RunTracks> tracks(List<String> arguments, Path runs, Surroundings around)
      throws UsageException {
    try {
      return arguments.isEmpty()
          ? last(RunTracks.open(runs), around)
          : Optional.of(named(arguments.get(0), runs));
    } catch (IOException | UncheckedIOException e) {
      throw new UsageException("the run's journal cannot be read: " + e, null);
    }
  }

  private static RunTracks named(String run, Path runs) throws UsageException, IOException {
    return RunTracks.read(runs, run)
        .orElseThrow(
            () ->
                new UsageException(
                    "no run '" + run + "' is known on this machine",
                    "apply tells a run's name when it changes a network"));
  }

  private static String unseen(RunTracks tracks, RunProcess process) {
    return "run "
        + tracks.run()
        + " was begun on "
        + process.host()
        + "; from here it cannot be seen whether it is still at work";
  }

  private static Optional<RunTracks> last(List<RunTracks> open, Surroundings around)
      throws UsageException {
    List<RunTracks> lost = open.stream().filter(RunTracks::isLost).toList();
    for (RunTracks tracks : open) {
      RunProcess process = tracks.process();
      if (process == null || !tracks.isUnseen()) {
        continue;
      } else if (lost.isEmpty()) {
        throw new UsageException(
            unseen(tracks, process), "if it was lost: bascule resume " + tracks.run());
      }
      around.err().println(unseen(tracks, process));
    }
    if (lost.size() > 1) {
      String others =
          lost.stream().skip(1).map(it -> it.run().text()).collect(Collectors.joining(", "));
      around.err().println("lost as well, ask for each by its name: " + others);
    }
    lost.stream().limit(1).forEach(it -> around.err().println("run " + it.run() + " was lost"));
    return lost.stream().findFirst();
  }

  private ExitCode run(Path runs) throws InterruptedException {
    FleetRun run = request.run();
    LostNode lost =
        new LostNode(visit, StateFolder.transactions(request.around()), tracks.written());
    NodeWork ask =
        (node, context) -> {
          RunTrack track = tracks.nodes().getOrDefault(node, RunTrack.UNTOUCHED);
          Outcome outcome = lost.tell(node, track, context);
          told.put(node, outcome);
          return outcome;
        };
    List<NodeResult> results = run.run(List.of(Stage.ofEach(request.nodes(), ask)));
    RunReport report = Reports.of(request.invocation().command(), results, run);
    if (run.interrupted() || results.stream().anyMatch(this::isLeftOut)) {
      return RunEnd.of(report, request, NodeRequest::show); // those left say nothing of that run
    }
    boolean whole = results.stream().allMatch(this::isOver);
    if (whole && !tracks.over()) {
      told(runs);
    }
    NodeRequest of = request.resuming(new Resumption(tracks.run(), whole));
    return RunEnd.of(report, of, NodeRequest::show);
  }

  // A node that was never begun is skipped as well, and that is told of it.
  private boolean isLeftOut(NodeResult result) {
    return result.outcome() instanceof Outcome.Skipped && !isTold(result);
  }

  private boolean isOver(NodeResult result) {
    return isTold(result)
        && !(result.outcome() instanceof Outcome.Pending
            || result.outcome() instanceof Outcome.Unreachable);
  }

  // What the run over the nodes says instead, that its time was over for one, is no answer.
  private boolean isTold(NodeResult result) {
    return result.outcome().equals(told.get(result.node()));
  }

  private void told(Path runs) {
    try {
      tracks.told(runs);
    } catch (IOException e) {
      request.around().err().println("bascule: cannot keep that the run was told of: " + e);
    }
  }
}
