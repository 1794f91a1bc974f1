package dev.bascule.cli;

import dev.bascule.fleet.Limits;
import dev.bascule.model.NodeName;
import dev.bascule.source.ProblemsException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command line of plan, drift or apply, understood and read; no node was contacted yet. */
record Request(
    RunStart start,
    Invocation invocation,
    Surroundings around,
    Output output,
    Limits limits,
    ResultFiles files,
    Job job)
    implements RunRequest {

  /** Reads all; nothing where {@code --retry-failed} finds no failed node. */
  static Optional<Request> read(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException, InterruptedException {
    Optional<Set<NodeName>> only = Retry.nodes(invocation, around);
    if (only.isPresent() && only.get().isEmpty()) {
      around.err().println("nothing to retry: the last apply ended well on every node");
      return Optional.empty();
    }
    return Optional.of(read(invocation, around, only.orElse(null)));
  }

  /**
   * The same for nodes that are known.
   *
   * @param only further limits the nodes; null for no such limit
   */
  static Request read(Invocation invocation, Surroundings around, @Nullable Set<NodeName> only)
      throws UsageException, ProblemsException, InterruptedException {
    RunStart read = RunStart.of(invocation, around);
    Output output = Output.of(invocation, around);
    Limits limits = FleetRun.limits(invocation);
    ResultFiles files = ResultFiles.of(invocation, around);
    Settings settings = Settings.of(invocation, around);
    Sharing sharing = Sharing.of(invocation, around);
    Job job =
        sharing.part(
            Job.read(invocation, around, settings, only),
            only != null || invocation.has("--limit"),
            around);
    // All mistakes are told before, and a run's time begins after the wait.
    RunStart start = sharing.await(output, around) ? RunStart.of(invocation, around) : read;
    return new Request(start, invocation, around, output, limits, files, job);
  }

  @Override
  public Inputs inputs() {
    return job.inputs();
  }

  @Override
  public List<String> playbooks() {
    return job.playbooks();
  }

  /** A run over the fleet with these limits. */
  FleetRun run() {
    start.recording().begin(this, job.resolution().nodes().size());
    return FleetRun.of(limits, output, around, job.inputs().secrets());
  }
}
