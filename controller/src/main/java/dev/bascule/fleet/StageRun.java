package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import java.util.List;
import java.util.Map;

/** One stage of a run: its waves, one after the other, until one of its rules ends it. */
final class StageRun {
  // A machine that is off says nothing of the change; but where three in a row do not answer it is
  // not the machines.
  private static final int CANARIES = 3;

  private final Fleet fleet;
  private final Stage stage;
  private final long deadline;
  private final boolean last;
  private final Tally tally;
  private List<List<NodeName>> waves;
  private List<NodeName> current = List.of();
  private int before;
  private int canaries;

  /**
   * A stage to come.
   *
   * @param deadline of the whole run
   * @param last whether no other stage comes after it
   */
  StageRun(Fleet fleet, Stage stage, long deadline, boolean last) {
    this.fleet = fleet;
    this.stage = stage;
    this.deadline = deadline;
    this.last = last;
    List<NodeName> nodes = stage.nodes().stream().filter(fleet::mayBegin).toList();
    this.tally = new Tally(stage.stops(), nodes.size());
    this.waves = Cut.of(nodes, stage.waves());
    this.canaries = stage.waves().canary() ? CANARIES : 0;
  }

  /** Runs it; the reason why no later stage may begin, or nothing. */
  String run() throws InterruptedException {
    while (!waves.isEmpty()) {
      boolean failed = wave(waves.get(0));
      waves = waves.subList(1, waves.size());
      before++;
      if (tally.reason().isEmpty() && !(last && waves.isEmpty())) {
        soak();
      }
      if (!tally.reason().isEmpty()) {
        return skip(tally.reason());
      }
      if (canaryIsOff()) {
        if (--canaries == 0) {
          return skip("the run stopped: " + CANARIES + " canaries in a row were unreachable");
        }
        waves = Cut.of(rest(), stage.waves());
      } else if (failed) {
        skip("every node of the wave before it failed");
      } else {
        canaries = 0;
      }
    }
    return "";
  }

  // Whether all of it failed.
  private boolean wave(List<NodeName> nodes) throws InterruptedException {
    current = nodes;
    boolean canary = canaries > 0 && nodes.size() == 1;
    tally.begin(nodes.size(), canary ? nodes.get(0) : null);
    int of = before + waves.size();
    if (of > 1 && !fleet.stop.stopping()) {
      String name = canary ? nodes.get(0).text() : "";
      fleet.sink.accept(new RunEvent.WaveBegun(before + 1, of, nodes.size(), name));
    }
    Map<NodeName, NodeResult> ended =
        new Wave(nodes, stage.work(), fleet, deadline, fleet.sink, tally).run();
    int number = of > 1 ? before + 1 : 0;
    ended.values().forEach(result -> fleet.record(result.inWave(number)));
    return ended.values().stream().allMatch(r -> failed(r.outcome()));
  }

  private boolean failed(Outcome outcome) {
    boolean tolerated =
        outcome instanceof Outcome.Unreachable && stage.stops().maxUnreachable() != null;
    return Outcomes.isFailure(outcome) && !(outcome instanceof Outcome.Skipped) && !tolerated;
  }

  private boolean canaryIsOff() {
    return canaries > 0
        && !waves.isEmpty()
        && fleet.resultOf(current.get(0)) instanceof Outcome.Unreachable;
  }

  private void soak() throws InterruptedException {
    if (stage.soak() != null) {
      new Soaking(fleet, stage.soak(), deadline).on(current).forEach(tally::stop);
    }
  }

  private List<NodeName> rest() {
    return waves.stream().flatMap(List::stream).toList();
  }

  private String skip(String why) {
    for (int i = 0; i < waves.size(); i++) {
      fleet.skip(waves.get(i), why, before + i + 1);
    }
    waves = List.of();
    return why;
  }
}
