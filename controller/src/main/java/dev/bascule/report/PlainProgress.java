package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.event.TimeOfDay;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** A line for each node that is done, and for each whose rollback timer was started; for logs. */
public final class PlainProgress implements Progress {
  private final Consumer<String> line;
  private final Printable printable;
  private final int nodes;
  private final boolean verbose;
  private boolean asking;
  private int done;

  /**
   * Progress of so many nodes.
   *
   * @param line takes one line without its end
   * @param verbose whether phases and notes are written too
   */
  public PlainProgress(Consumer<String> line, Printable printable, int nodes, boolean verbose) {
    this.line = line;
    this.printable = printable;
    this.nodes = nodes;
    this.verbose = verbose;
  }

  /** The same for a run that only asks: then a node has answered, and is not in sync. */
  public PlainProgress asking() {
    asking = true;
    return this;
  }

  @Override
  public void on(RunEvent event) {
    WaveText.of(event).ifPresent(line);
    if (event instanceof RunEvent.NodeFinished it) {
      done++;
      line.accept("[" + done + "/" + nodes + "] " + it.node() + ": " + finished(it));
    } else if (event instanceof RunEvent.NodeArmed it) {
      line.accept(
          it.node()
              + ": the rollback timer runs; unless the change is confirmed the node has gone back by "
              + TimeOfDay.text(it.endsBy()));
    } else if (event instanceof RunEvent.NodeWaits it) {
      line.accept(it.node() + ": waits: " + printable.lines(it.why()));
    } else if (verbose && event instanceof RunEvent.NodePhase it) {
      line.accept(it.node() + ": " + TextReport.doing(it.phase()));
    } else if (verbose && event instanceof RunEvent.NodeNote it) {
      line.accept(it.node() + ": " + printable.lines(it.text()));
    }
  }

  private String finished(RunEvent.NodeFinished it) {
    boolean answered = asking && it.outcome() instanceof Outcome.InSync;
    String word = answered ? "answered" : TextReport.words(RunReport.name(it.outcome()));
    return it.outcome() instanceof Outcome.Skipped ? word : word + " (" + seconds(it.took()) + ")";
  }

  static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }

  @Override
  public void close() {}
}
