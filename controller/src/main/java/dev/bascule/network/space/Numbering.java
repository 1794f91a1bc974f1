package dev.bascule.network.space;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the kernel's numbers of other namespaces is whose, as one namespace has them. The kernel
 * tells a link's, but no tool tells a namespace's; so those that fit most links have it. A number
 * is one namespace's, and a namespace has one number. Where several claim to fit, one link alone
 * does not decide.
 */
final class Numbering {
  /** A namespace by its owner, null for the node's own. */
  record Space(@Nullable SpaceOwner owner) {}

  private final Map<Space, Map<Integer, Integer>> votes = new LinkedHashMap<>();
  private final Map<Space, Integer> decided = new HashMap<>();

  /** A link of a number fits a link of a namespace. */
  void vote(Space space, int number, int weight) {
    votes.computeIfAbsent(space, any -> new HashMap<>()).merge(number, weight, Integer::sum);
  }

  /** Decides what can be: each namespace takes its votes for other numbers back. */
  void decide() {
    int before;
    do {
      before = decided.size();
      for (Space space : List.copyOf(votes.keySet())) {
        best(space);
      }
    } while (decided.size() > before);
  }

  private void best(Space space) {
    Map<Integer, Integer> mine = votes.getOrDefault(space, Map.of());
    for (int number : new HashSet<>(mine.keySet())) {
      int count = mine.getOrDefault(number, 0);
      boolean first =
          mine.entrySet().stream()
              .noneMatch(other -> other.getKey() != number && other.getValue() >= count);
      boolean only =
          votes.entrySet().stream()
              .filter(other -> !other.getKey().equals(space))
              .noneMatch(other -> other.getValue().getOrDefault(number, 0) >= count);
      if (first && only && !decided.containsKey(space)) {
        decided.put(space, number);
        mine.keySet().removeIf(other -> other != number);
        votes.forEach(
            (other, its) -> {
              if (!other.equals(space)) {
                its.remove(number);
              }
            });
        return;
      }
    }
  }

  /** Whether a number can be that of a namespace. */
  boolean mayBe(Space space, int number) {
    Integer known = decided.get(space);
    return known == null
        ? votes.getOrDefault(space, Map.of()).containsKey(number)
        : known == number;
  }

  /** Whether it is known which number it has. */
  boolean isDecided(Space space) {
    return decided.containsKey(space);
  }
}
