package dev.bascule.history;

import dev.bascule.model.NodeName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** A program: two checks of 5,000 nodes, each with 8 KB of its own to show. */
public final class ManyNodes {
  private static final int NODES = 5000;

  private ManyNodes() {}

  /** The argument is the history's file. */
  public static void main(String[] arguments) throws HistoryException {
    HistoryPlace place = new HistoryPlace.InFile(Path.of(arguments[0]), false);
    for (int check = 0; check < 2; check++) {
      Runs.Turned clock = new Runs.Turned();
      clock.on(Duration.ofHours(check));
      long began = System.nanoTime();
      try (History history = History.open(place, Clock.systemUTC())) {
        Runs runs = new Runs(history, clock);
        RunBegun run = runs.begun("drift");
        history.begin(run);
        Sinces sinces =
            history.end(
                runs.over(run.id()),
                () -> IntStream.range(0, NODES).mapToObj(ManyNodes::end).iterator(),
                Runs.SCOPE,
                () -> IntStream.range(0, NODES).mapToObj(ManyNodes::sight).iterator());
        long known = sinces.known().values().stream().mapToLong(Map::size).sum();
        System.out.println(
            known + " since, " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
      }
    }
  }

  private static NodeEnd end(int i) {
    return Runs.end("node-" + i, "drifted", ("line of " + i + "\n").repeat(8_000 / 12));
  }

  private static NodeSight sight(int i) {
    return new NodeSight(
        new NodeName("node-" + i),
        true,
        Map.of("/etc/a", Runs.WISH, "/etc/b", Runs.WISH, "sysctl c", Runs.WISH),
        Map.of());
  }
}
