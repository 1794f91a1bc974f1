package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.event.TimeOfDay;
import dev.bascule.model.NodeName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One line at the bottom of a terminal, drawn anew in its place: how many nodes are done and which
 * ones take longest.
 *
 * <pre>
 * 37/50 done, 2 failed; hn-12 proving 8 s (or back by 17:45:03), hn-40 connecting 3 s, ...
 * </pre>
 */
public final class StatusLine implements Progress {
  private static final String CLEAR = "\r\u001b[K";
  private static final long SHORTEST_PAUSE = 100_000_000L;
  private static final int NAMED = 3;

  private final Consumer<String> terminal;
  private final LongSupplier nanos;
  private final Printable printable;
  private final int nodes;
  private final int width;
  private final boolean verbose;
  private final Map<NodeName, Working> working = new LinkedHashMap<>();
  private int done;
  private int failed;
  private long drawn = Long.MIN_VALUE / 2;
  private boolean closed;

  private record Working(Phase phase, long since, String back) {}

  /**
   * A line for so many nodes.
   *
   * @param terminal takes text as it is
   * @param width of the terminal, in columns
   * @param verbose whether notes are written above the line
   */
  public StatusLine(
      Consumer<String> terminal,
      LongSupplier nanos,
      Printable printable,
      int nodes,
      int width,
      boolean verbose) {
    this.terminal = terminal;
    this.nanos = nanos;
    this.printable = printable;
    this.nodes = nodes;
    this.width = width;
    this.verbose = verbose;
  }

  @Override
  public synchronized void on(RunEvent event) {
    WaveText.of(event).ifPresent(this::above);
    if (event instanceof RunEvent.NodeStarted it) {
      working.put(it.node(), new Working(Phase.CONNECT, nanos.getAsLong(), ""));
    } else if (event instanceof RunEvent.NodePhase it) {
      working.computeIfPresent(
          it.node(), (node, now) -> new Working(it.phase(), now.since(), now.back()));
    } else if (event instanceof RunEvent.NodeArmed it) {
      String back = " (or back by " + TimeOfDay.text(it.endsBy()) + ")";
      working.computeIfPresent(
          it.node(), (node, now) -> new Working(now.phase(), now.since(), back));
    } else if (event instanceof RunEvent.NodeFinished it) {
      working.remove(it.node());
      done++;
      failed += isFailure(it.outcome()) ? 1 : 0;
    } else if (event instanceof RunEvent.NodeWaits it) {
      above(it.node() + ": waits: " + printable.lines(it.why()));
    } else if (verbose && event instanceof RunEvent.NodeNote it) {
      above(it.node() + ": " + printable.lines(it.text()));
    }
    draw();
  }

  private static boolean isFailure(Outcome outcome) {
    return TextReport.isFailure(outcome);
  }

  /** Writes a line that stays. */
  public synchronized void above(String text) {
    terminal.accept(CLEAR + text + "\n");
    drawn = Long.MIN_VALUE / 2;
  }

  /** Draws the line, unless that was done a moment ago. Also called now and then by a timer. */
  public synchronized void draw() {
    long now = nanos.getAsLong();
    if (!closed && now - drawn >= SHORTEST_PAUSE) {
      drawn = now;
      terminal.accept(CLEAR + cut(text(now)));
    }
  }

  private String text(long now) {
    StringJoiner slow = new StringJoiner(", ");
    working.entrySet().stream()
        .limit(NAMED)
        .forEach(
            entry ->
                slow.add(
                    entry.getKey()
                        + " "
                        + TextReport.doing(entry.getValue().phase())
                        + " "
                        + (now - entry.getValue().since()) / 1_000_000_000L
                        + " s"
                        + entry.getValue().back()));
    return done
        + "/"
        + nodes
        + " done"
        + (failed > 0 ? ", " + failed + " failed" : "")
        + (working.isEmpty() ? "" : "; " + slow)
        + (working.size() > NAMED ? ", ..." : "");
  }

  // In the last column some terminals wrap, and then the line could not be drawn over.
  private String cut(String text) {
    return text.length() < width ? text : text.substring(0, Math.max(0, width - 1));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      terminal.accept(CLEAR);
    }
  }
}
