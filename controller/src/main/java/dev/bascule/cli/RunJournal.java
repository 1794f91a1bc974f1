package dev.bascule.cli;

import dev.bascule.apply.safe.Kept;
import dev.bascule.apply.safe.KeptStore;
import dev.bascule.apply.safe.SafeApplyRun;
import dev.bascule.event.Outcome;
import dev.bascule.fleet.NodeWork;
import dev.bascule.fleet.Stage;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.report.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What one run is about to do, on disk before its nodes hear of it: should this program be lost,
 * {@code bascule resume RUN} knows whom to ask what became of it, and who was never begun.
 *
 * <pre>
 * run 2 ops1 0af1… pid:[4026531836] 5d2c… 4711 81225
 *                              format; machine, its id, namespace, boot, process, tick of its begin
 * node hn-1 1                   a node of this run, and how many of its stages have it
 * begin hn-1 2 1 0              changes before the network's, whether there are any of it, and after
 * tx hn-1 0f3a9c66d2b1          its transaction
 * end hn-1 changed
 * ended                         the run came to its end
 * resumed                       or resume has told how every node ended
 * </pre>
 *
 * A line that was not written whole is none: then its node heard nothing yet.
 */
final class RunJournal implements KeptStore {
  private final KeptStore store;
  private final Path folder;
  private final LineFile file;
  private final Instant oldest;
  private final PrintStream told;
  private final Function<NodeName, String> again;
  private final Set<String> known = new HashSet<>();
  private final Map<NodeName, Integer> nodes = new LinkedHashMap<>();
  private final StringBuilder early = new StringBuilder();
  private boolean begun;

  private RunJournal(
      KeptStore store,
      Path folder,
      RunStart run,
      PrintStream told,
      Function<NodeName, String> again) {
    this.store = store;
    this.folder = folder;
    this.file = new LineFile(folder.resolve(run.id().text()));
    this.oldest = run.at().minus(run.recording().keep());
    this.told = told;
    this.again = again;
  }

  /**
   * A journal that is written once a node is about to be changed; its name is told once there is a
   * transaction.
   *
   * @param run whose it is; journals of runs that ended are kept as long as the history's
   * @param again the command that does on a node what waited for a confirmation
   */
  static RunJournal begin(RunStart run, Surroundings around, Function<NodeName, String> again) {
    return new RunJournal(
        StateFolder.transactions(around), StateFolder.runs(around), run, around.err(), again);
  }

  /** The same stages, each node's end noted. */
  List<Stage> of(List<Stage> stages) {
    stages.forEach(stage -> stage.nodes().forEach(node -> nodes.merge(node, 1, Integer::sum)));
    return stages.stream().map(this::noting).toList();
  }

  private Stage noting(Stage stage) {
    Stage noted =
        stage.working(
            (node, context) -> {
              Outcome outcome = stage.work().perform(node, context);
              ended(node, outcome);
              return outcome;
            });
    NodeWork look = stage.look();
    return look == null ? noted : noted.looking((node, context) -> looked(look, node, context));
  }

  // Who would change is looked at again, and is changed then.
  private Outcome looked(NodeWork look, NodeName node, WorkContext context)
      throws InterruptedException {
    Outcome outcome = look.perform(node, context);
    if (!(outcome instanceof Outcome.Drifted)) {
      ended(node, outcome);
    }
    return outcome;
  }

  /** A node is about to be changed; on disk when this returns. */
  synchronized void changing(Plan plan) throws IOException {
    int before = SafeApplyRun.changesBefore(plan);
    int network = plan.transaction() == null ? 0 : 1;
    int after = SafeApplyRun.changesAfter(plan);
    append("begin " + plan.node() + " " + before + " " + network + " " + after + "\n", true);
  }

  // Not forced to the disk: without it the node is asked, and tells.
  private synchronized void ended(NodeName node, Outcome outcome) {
    String line = "end " + node + " " + RunReport.name(outcome) + "\n";
    if (!begun) {
      early.append(line); // a run that changes nothing has no journal
      return;
    }
    try {
      append(line, false);
    } catch (IOException e) {
      told.println("bascule: cannot keep how " + node + " ended: " + e);
    }
  }

  /** The run came to its end: nothing is left to be asked. */
  synchronized void ended() {
    try {
      if (begun && known.isEmpty()) {
        Files.delete(file.path()); // no node has anything that could be asked later
      } else if (begun) {
        append("ended\n", false);
        removeOld();
      }
    } catch (IOException e) {
      told.println("bascule: cannot keep that the run ended: " + e);
    }
  }

  private void removeOld() {
    try {
      RunTracks.prune(folder, oldest);
    } catch (IOException | UncheckedIOException e) {
      told.println("bascule: cannot remove old journals of runs: " + e);
    }
  }

  @Override
  public synchronized void keep(Kept it) throws IOException {
    if (!known.contains(it.id())) {
      append("tx " + it.node() + " " + it.id() + "\n", true);
      known.add(it.id());
      if (known.size() == 1) {
        Path name = file.path().getFileName();
        told.println(
            "run "
                + name
                + ": if this program is lost, the nodes end by themselves, and bascule resume "
                + name
                + " tells how");
      }
    }
    store.keep(it.waiting().tasks().isEmpty() ? it : it.doneBy(again.apply(it.node())));
  }

  private void append(String line, boolean forced) throws IOException {
    if (!begun) {
      Files.createDirectories(folder);
    }
    file.append((begun ? "" : head()) + line, forced);
    if (!begun) {
      begun = true; // whatever comes: it is there, and goes or ends with the run
      force(folder);
    }
  }

  // A new name is on the disk only once its folder is.
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private String head() {
    StringBuilder text =
        new StringBuilder(RunTracks.FIRST).append(RunProcess.own().text()).append('\n');
    nodes.forEach((node, times) -> text.append("node " + node + " " + times + "\n"));
    return text.append(early).toString();
  }

  @Override
  public void forget(Kept transaction) throws IOException {
    store.forget(transaction);
  }

  @Override
  public List<Kept> of(NodeName node) throws IOException {
    return store.of(node);
  }
}
