package dev.bascule.probe.trail;

import dev.bascule.model.Change;
import dev.bascule.model.Clue;
import dev.bascule.probe.Frames;
import dev.bascule.probe.Probe;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a node that differs who did it: one more exec over the same connection. */
public final class TrailProbe {
  private static final Duration LONGEST = Duration.ofSeconds(12);
  private static final int MOST_PATHS = 40;

  private TrailProbe() {}

  /**
   * Asks.
   *
   * @param deadline of the work on the node
   * @return by the changes' targets; empty where nothing is known
   * @throws TransportException when the node cannot be asked, or takes too long
   */
  public static Map<String, Clue> ask(
      Connection connection, List<Change> changes, Duration deadline) throws TransportException {
    String boundary = Probe.newBoundary();
    Duration limit = deadline.compareTo(LONGEST) < 0 ? deadline : LONGEST;
    Frames frames =
        Frames.read(boundary, connection.run(script(boundary, changes), limit).stdout());
    Optional<Trail> trail = TrailReader.read(frames);
    return trail.isPresent() ? Clues.of(trail.get(), changes) : Map.of();
  }

  static Script script(String boundary, List<Change> changes) {
    List<String> paths =
        changes.stream()
            .map(Change::target)
            .filter(target -> target.startsWith("/") && target.indexOf('\n') < 0)
            .distinct()
            .limit(MOST_PATHS)
            .toList();
    String values = "b=" + boundary + "\nP=" + ShellText.quoteLines(paths) + "\n";
    // Nothing runs before the last line is here.
    String main = "trail </dev/null\n";
    return new Script("who", ShellText.parts(List.of("common", "within", "trail")) + values + main);
  }
}
