package dev.bascule.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * How many nodes a wave has, as {@code serial:} writes it: {@code 5} or {@code 10%}.
 *
 * @param amount at least 1
 * @param percent of all nodes of the play, rounded down, at least one node
 */
public record WaveSize(int amount, boolean percent) {
  public WaveSize {
    if (amount < 1 || (percent && amount > 100)) {
      throw new IllegalArgumentException("not a wave's size: " + amount);
    }
  }

  private int of(int nodes) {
    return percent ? Math.max(1, (int) ((long) nodes * amount / 100)) : amount;
  }

  /** Cuts a list into waves; the last size repeats; no sizes give one wave. */
  public static <T> List<List<T>> cut(List<T> nodes, List<WaveSize> sizes) {
    List<List<T>> waves = new ArrayList<>();
    int from = 0;
    for (int wave = 0; from < nodes.size(); wave++) {
      int size =
          sizes.isEmpty()
              ? nodes.size()
              : sizes.get(Math.min(wave, sizes.size() - 1)).of(nodes.size());
      int to = Math.min(nodes.size(), from + size);
      waves.add(List.copyOf(nodes.subList(from, to)));
      from = to;
    }
    return waves;
  }
}
