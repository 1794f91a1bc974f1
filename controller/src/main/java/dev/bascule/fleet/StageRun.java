package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One stage of a run: its waves, one after the other, until one of its rules ends it. */
final class StageRun {
  // A machine that is off says nothing of the change; but where three in a row do not answer it is
  // not the machines.
  private static final int CANARIES = 3;
  // Refused, rolled back, waiting for a person: not all of these have failed.
  private static final String NOBODY = "no node of the wave before it ended well";

  private final Fleet fleet;
  private final Stage stage;
  private final long deadline;
  private final boolean last;
  private final Tally tally;
  private List<List<NodeName>> waves;
  private List<NodeName> current = List.of();
  private int before;
  private boolean hadNothingToDo;
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
      String why = judge(failed);
      if (!why.isEmpty()) {
        return skip(why);
      }
    }
    return "";
  }

  // Cuts the rest anew where the canary said nothing; why no later stage may begin, or nothing.
  private String judge(boolean failed) throws InterruptedException {
    if (canaries == 0 || waves.isEmpty()) {
      if (failed) {
        skip(NOBODY);
      }
      return "";
    }
    Outcome canary = fleet.resultOf(current.get(0));
    if (canary instanceof Outcome.Unreachable) {
      if (--canaries == 0) {
        return "the run stopped: " + CANARIES + " canaries in a row were unreachable";
      }
      waves = Cut.of(rest(), stage.waves());
    } else if (failed) {
      skip(NOBODY);
    } else if (hadNothingToDo && !fleet.stop.stopping()) {
      canaries = CANARIES;
      waves = Cut.of(toChange(rest()), stage.waves());
      return tally.reason();
    } else {
      canaries = 0;
    }
    return "";
  }

  // A canary that was in sync proves nothing of the change. The others are looked at together, for
  // a fleet that is all in sync is not to be gone through node by node; what is left is changed.
  private List<NodeName> toChange(List<NodeName> nodes) throws InterruptedException {
    NodeWork look = stage.look();
    if (look == null) {
      return nodes;
    }
    tally.begin(nodes.size(), null);
    Map<NodeName, NodeResult> seen =
        new Wave(nodes, look, fleet, deadline, this::unlessToChange, tally).run();
    List<NodeName> left = new ArrayList<>();
    for (NodeName node : nodes) {
      NodeResult result = Objects.requireNonNull(seen.get(node));
      if (result.outcome() instanceof Outcome.Drifted) {
        left.add(node);
      } else {
        fleet.record(result);
      }
    }
    return left;
  }

  // A node that is to be changed is only heard of when that is done.
  private void unlessToChange(RunEvent event) {
    if (event instanceof RunEvent.NodeNote
        || event instanceof RunEvent.NodeWaits
        || (event instanceof RunEvent.NodeFinished it
            && !(it.outcome() instanceof Outcome.Drifted))) {
      fleet.sink.accept(event);
    }
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
    hadNothingToDo = ended.values().stream().allMatch(r -> hadNothingToDo(r.outcome()));
    ended.values().forEach(result -> fleet.record(result.inWave(number)));
    return ended.values().stream().allMatch(r -> failed(r.outcome()));
  }

  private static boolean hadNothingToDo(Outcome outcome) {
    return outcome instanceof Outcome.InSync || outcome instanceof Outcome.Skipped;
  }

  private boolean failed(Outcome outcome) {
    boolean tolerated =
        outcome instanceof Outcome.Unreachable && stage.stops().maxUnreachable() != null;
    return Outcomes.isFailure(outcome) && !(outcome instanceof Outcome.Skipped) && !tolerated;
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
