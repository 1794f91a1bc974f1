package dev.bascule.fleet;

import dev.bascule.model.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Cuts nodes into waves: in their order, each wave as full as its size and what its nodes share
 * allow. The same nodes and rules always give the same waves.
 */
public final class Cut {
  private final WaveRules rules;
  private final int all;
  private final List<NodeName> left;
  private final List<List<NodeName>> waves = new ArrayList<>();

  private Cut(List<NodeName> nodes, WaveRules rules) {
    this.rules = rules;
    this.all = nodes.size();
    this.left = new ArrayList<>(nodes);
  }

  /** The waves, none of them empty. */
  public static List<List<NodeName>> of(List<NodeName> nodes, WaveRules rules) {
    return new Cut(nodes, rules).waves();
  }

  private List<List<NodeName>> waves() {
    int sizes = rules.canary() && all > 1 ? canary() : 0;
    while (!left.isEmpty()) {
      add(wave(size(sizes)));
      sizes++;
    }
    return Collections.unmodifiableList(waves);
  }

  // A first size of one node is the canary's own; a larger one is that of the wave after it.
  private int canary() {
    NodeName chosen = rules.chosen();
    NodeName first = chosen != null && left.remove(chosen) ? chosen : left.remove(0);
    add(List.of(first));
    return !rules.serial().isEmpty() && size(0) == 1 ? 1 : 0;
  }

  private int size(int number) {
    List<WaveSize> serial = rules.serial();
    return serial.isEmpty() ? all : serial.get(Math.min(number, serial.size() - 1)).of(all);
  }

  private List<NodeName> wave(int size) {
    List<NodeName> wave = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Iterator<NodeName> nodes = left.iterator();
    while (wave.size() < size && nodes.hasNext()) {
      NodeName node = nodes.next();
      Set<String> shared = rules.fates(node);
      if (Collections.disjoint(taken, shared)) {
        taken.addAll(shared);
        wave.add(node);
        nodes.remove();
      }
    }
    return wave;
  }

  private void add(List<NodeName> wave) {
    waves.add(List.copyOf(wave));
  }
}
