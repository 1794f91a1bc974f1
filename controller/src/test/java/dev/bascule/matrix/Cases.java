package dev.bascule.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** The cells that a run of the matrix fills. */
final class Cases {
  /** Those that come at every step. */
  static final List<Fault> STEPS = List.of(Fault.KILL, Fault.HANG, Fault.POWER, Fault.FAIL);

  /** Those that come at a moment of their own. */
  static final List<Fault> MOMENTS =
      List.of(
          Fault.session("HUP", "armed"),
          Fault.session("KILL", "armed"),
          Fault.session("HUP", "applying"),
          Fault.session("TERM", "applying"),
          Fault.session("KILL", "applying"),
          Fault.session("HUP", "applied"),
          Fault.session("TERM", "applied"),
          Fault.session("KILL", "applied"),
          Fault.RESTART,
          Fault.FULL,
          Fault.CONTAINER,
          Fault.WATCHDOG,
          Fault.SABOTAGE,
          Fault.clock("+1d"),
          Fault.clock("-1d"),
          Fault.LOST_REPLY,
          Fault.impostor(false),
          Fault.impostor(true),
          Fault.controllerKilled("armed"),
          Fault.controllerKilled("applied"),
          Fault.cutAfter(0),
          Fault.cutAfter(3),
          Fault.cutAfter(10),
          Fault.cutAfter(30));

  private Cases() {}

  /** Nothing befalls it; so its steps can be counted. */
  static List<MatrixCase> undisturbed() {
    List<MatrixCase> cases = new ArrayList<>();
    for (Topology topology : Topology.values()) {
      cases.add(new MatrixCase(topology, Fault.NOTHING, -1));
    }
    return cases;
  }

  /** Every fault on every network; those that have a step at every step. */
  static List<MatrixCase> whole(ToIntFunction<Topology> steps) {
    List<MatrixCase> cases = new ArrayList<>();
    for (Topology topology : Topology.values()) {
      for (int step = 0; step < steps.applyAsInt(topology); step++) {
        for (Fault fault : STEPS) {
          cases.add(new MatrixCase(topology, fault, step));
        }
      }
      MOMENTS.forEach(fault -> cases.add(new MatrixCase(topology, fault, -1)));
    }
    return cases;
  }

  /**
   * The faults take turns: one at each step of the first network, at every other step of the
   * others; and those without a step on one network each.
   */
  static List<MatrixCase> turns(ToIntFunction<Topology> steps) {
    List<MatrixCase> cases = undisturbed();
    for (Topology topology : Topology.values()) {
      int apart = topology == Topology.SINGLE ? 1 : 2;
      for (int step = topology.ordinal() % apart;
          step < steps.applyAsInt(topology);
          step += apart) {
        Fault fault = STEPS.get((step / apart + topology.ordinal()) % STEPS.size());
        cases.add(new MatrixCase(topology, fault, step));
      }
    }
    Topology[] topologies = Topology.values();
    for (int i = 0; i < MOMENTS.size(); i++) {
      cases.add(new MatrixCase(topologies[i % topologies.length], MOMENTS.get(i), -1));
    }
    return cases;
  }

  /**
   * As many at a time as there are nodes for, in rounds of about the same size; those together that
   * take about the same time, and within a round those on the same network.
   */
  static List<List<MatrixCase>> rounds(List<MatrixCase> cases, int nodes) {
    List<MatrixCase> sorted = new ArrayList<>(cases);
    sorted.sort(Comparator.comparing(it -> it.fault().kind()));
    int count = (nodes(cases) + nodes - 1) / nodes;
    int most = Math.min(nodes, (nodes(cases) + count - 1) / count + 1);
    List<List<MatrixCase>> rounds = new ArrayList<>();
    List<MatrixCase> round = new ArrayList<>();
    for (MatrixCase it : sorted) {
      if (nodes(round) + it.fault().kind().nodes > most) {
        rounds.add(round);
        round = new ArrayList<>();
      }
      round.add(it);
    }
    rounds.add(round);
    rounds.forEach(it -> it.sort(Comparator.comparing(MatrixCase::topology)));
    return rounds;
  }

  static int nodes(List<MatrixCase> round) {
    return round.stream().mapToInt(it -> it.fault().kind().nodes).sum();
  }
}
