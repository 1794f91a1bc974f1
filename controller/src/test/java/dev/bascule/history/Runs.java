package dev.bascule.history;

import dev.bascule.model.NodeName;
import dev.bascule.source.ReadFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs to be written by tests, on whichever database; a clock that tests turn. */
public final class Runs {
  public static final DriftScope SCOPE = DriftScope.of(List.of("/fleet"), List.of("/site.yml"));
  public static final Wish WISH = new Wish(Map.of("mode", "0644"));

  public final Turned clock;
  public final History history;
  private String hash = "a".repeat(64);

  public Runs(History history, Turned clock) {
    this.history = history;
    this.clock = clock;
  }

  /** A clock that stands still until it is turned. */
  public static final class Turned extends Clock {
    private Instant now = Instant.parse("2026-05-01T09:00:00Z");
    private Duration step = Duration.ZERO;

    /** From now on it goes by so much whenever somebody looks at it. */
    public void eachLook(Duration time) {
      step = time;
    }

    public void on(Duration time) {
      now = now.plus(time);
    }

    public void to(String moment) {
      now = Instant.parse(moment);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      now = now.plus(step);
      return now;
    }
  }

  /** Later runs read other files than the earlier ones. */
  public void changeFiles() {
    hash = "b".repeat(64);
  }

  public RunBegun begun(String command) {
    return begun(RunId.of(clock.instant(), () -> clock.instant().getNano() * 4294967296L), command);
  }

  public static RunBegun begun(RunId id, String command) {
    return new RunBegun(
        id,
        command,
        List.of("-i", "fleet", "site.yml"),
        "ops@here",
        "here",
        "1",
        "",
        List.of("fleet"),
        List.of("site.yml"),
        2,
        Instant.parse(
            id.text().replaceAll("(....)(..)(..)-(..)(..)(..)-.*", "$1-$2-$3T$4:$5:$6Z")));
  }

  public RunOver over(RunId id) {
    return over(id, null);
  }

  public RunOver over(RunId id, @Nullable Resumption resumes) {
    return new RunOver(
        id, clock.instant(), 2, List.of(new ReadFile(Path.of("/site.yml"), hash)), resumes);
  }

  public static NodeEnd end(String node, String outcome, @Nullable String shown) {
    return new NodeEnd(new NodeName(node), outcome, Duration.ofMillis(120), null, null, shown);
  }

  /** A whole check that finds these targets of one node different. */
  public Sinces check(DriftScope scope, String node, String... drifted) throws HistoryException {
    Map<String, Wish> wishes =
        Stream.of(drifted).collect(Collectors.toMap(target -> target, target -> WISH));
    return sees(scope, new NodeSight(new NodeName(node), true, wishes, Map.of()));
  }

  public Sinces sees(DriftScope scope, NodeSight... sights) throws HistoryException {
    clock.on(Duration.ofSeconds(1));
    RunBegun run = begun("drift");
    history.begin(run);
    return history.end(over(run.id()), List.of(), scope, List.of(sights));
  }

  /** Nodes that all differ in the same way, made one by one. */
  public static Iterable<NodeEnd> many(int nodes, String shown) {
    return () ->
        IntStream.range(0, nodes).mapToObj(i -> end("node-" + i, "drifted", shown)).iterator();
  }
}
