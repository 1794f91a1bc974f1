package dev.bascule.cli;

import dev.bascule.fleet.Fleet;
import dev.bascule.fleet.Limits;
import dev.bascule.fleet.NodeResult;
import dev.bascule.fleet.Pacer;
import dev.bascule.fleet.Stage;
import dev.bascule.fleet.StopSwitch;
import dev.bascule.model.Secrets;
import dev.bascule.report.PlainProgress;
import dev.bascule.report.Printable;
import dev.bascule.report.Progress;
import dev.bascule.report.StatusLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;

/** Runs stages over the fleet, shows how it goes, and listens to Ctrl-C. */
final class FleetRun {
  private static final Duration PER_NODE = Duration.ofMinutes(5);

  private final Limits limits;
  private final Output output;
  private final Surroundings around;
  private final Secrets secrets;
  private final StopSwitch stop = new StopSwitch();
  private boolean asking;
  private boolean crashed;

  private FleetRun(Limits limits, Output output, Surroundings around, Secrets secrets) {
    this.limits = limits;
    this.output = output;
    this.around = around;
    this.secrets = secrets;
  }

  /** A run with the limits of a command line. */
  static FleetRun of(Limits limits, Output output, Surroundings around, Secrets secrets) {
    return new FleetRun(limits, output, around, secrets);
  }

  /** The same where nodes are asked and not compared with anything. */
  FleetRun asking() {
    asking = true;
    return this;
  }

  static Limits limits(Invocation invocation) throws UsageException {
    return new Limits(
        forks(invocation),
        Settings.duration(invocation, "--node-timeout").orElse(PER_NODE),
        Settings.duration(invocation, "--run-timeout").orElse(null));
  }

  private static int forks(Invocation invocation) throws UsageException {
    Optional<String> text = invocation.text("--forks");
    if (text.isEmpty()) {
      return 32;
    }
    if (!text.get().matches("[1-9][0-9]{0,2}")) {
      throw new UsageException(
          "option '--forks': '" + text.get() + "' is not a number from 1 to 999", null);
    }
    return Integer.parseInt(text.get());
  }

  /** Whether the user asked it to stop. */
  boolean interrupted() {
    return stop.stopping();
  }

  /** Runs; exceptions nobody foresaw are told, and their node has failed. */
  List<NodeResult> run(List<Stage> stages) throws InterruptedException {
    // A node counts once for each stage: that is how often it is heard of.
    Progress progress = progress(stages.stream().mapToInt(stage -> stage.nodes().size()).sum());
    Fleet fleet = new Fleet(limits, Pacer.system(), stop, progress::on);
    List<NodeResult> results = shown(progress, fleet, stages);
    fleet.crashes().forEach(bug -> Bug.tell(bug, output.verbosity() > 0, around));
    crashed = !fleet.crashes().isEmpty();
    return results;
  }

  /** Whether some node met an exception that nobody foresaw. */
  boolean crashed() {
    return crashed;
  }

  private List<NodeResult> shown(Progress shown, Fleet fleet, List<Stage> stages)
      throws InterruptedException {
    Timer timer = drawing(shown);
    try (Progress progress = shown) {
      Signals.begin(new Signals.Running(stop, () -> tell(progress)));
      return fleet.run(stages);
    } finally {
      Signals.end();
      timer.cancel();
    }
  }

  private Progress progress(int nodes) {
    Printable printable = new Printable(secrets);
    boolean verbose = output.verbosity() > 0;
    if (output.quiet()) {
      return Progress.NONE;
    }
    if (around.terminals().err() && !around.environment("TERM").equals("dumb")) {
      return new StatusLine(this::raw, System::nanoTime, printable, nodes, around.width(), verbose);
    }
    PlainProgress plain = new PlainProgress(this::line, printable, nodes, verbose);
    return asking ? plain.asking() : plain;
  }

  private static Timer drawing(Progress progress) {
    Timer timer = new Timer("status-line", true);
    if (progress instanceof StatusLine line) {
      TimerTask draw =
          new TimerTask() {
            @Override
            public void run() {
              line.draw();
            }
          };
      timer.schedule(draw, 500, 500);
    }
    return timer;
  }

  private void tell(Progress progress) {
    String text =
        "Interrupted: no further node is begun, running ones end their step."
            + " Interrupt again to leave at once.";
    if (progress instanceof StatusLine line) {
      line.above(text);
    } else {
      line(text);
    }
  }

  private void raw(String text) {
    around.err().print(text);
    around.err().flush();
  }

  private void line(String text) {
    around.err().println(text);
    around.err().flush();
  }
}
