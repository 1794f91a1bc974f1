package dev.bascule.network.space;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of the kernel's numbers of other namespaces is whose. The kernel tells a link's, but no
 * tool tells a namespace's; so those that fit most links have it. A number is one namespace's, and
 * a namespace has one number.
 */
final class Numbering {
  private final Map<SpaceOwner, Map<Integer, Integer>> votes = new HashMap<>();
  private final Map<SpaceOwner, Integer> decided = new HashMap<>();

  /** A link of a number fits a link of a namespace. */
  void vote(SpaceOwner owner, int number, int weight) {
    votes.computeIfAbsent(owner, any -> new HashMap<>()).merge(number, weight, Integer::sum);
  }

  /** Decides what can be: each namespace takes its votes for other numbers back. */
  void decide() {
    int before;
    do {
      before = decided.size();
      for (SpaceOwner owner : Set.copyOf(votes.keySet())) {
        best(owner);
      }
    } while (decided.size() > before);
  }

  private void best(SpaceOwner owner) {
    Map<Integer, Integer> mine = votes.getOrDefault(owner, Map.of());
    for (int number : new HashSet<>(mine.keySet())) {
      int count = mine.getOrDefault(number, 0);
      boolean first =
          mine.entrySet().stream()
              .noneMatch(other -> other.getKey() != number && other.getValue() >= count);
      boolean only =
          votes.entrySet().stream()
              .filter(other -> !other.getKey().equals(owner))
              .noneMatch(other -> other.getValue().getOrDefault(number, 0) >= count);
      if (first && only && !decided.containsKey(owner)) {
        decided.put(owner, number);
        mine.keySet().removeIf(other -> other != number);
        votes.forEach(
            (other, its) -> {
              if (!other.equals(owner)) {
                its.remove(number);
              }
            });
        return;
      }
    }
  }

  /** Whether a number can be that of a namespace. */
  boolean mayBe(SpaceOwner owner, int number) {
    Integer known = decided.get(owner);
    return known == null
        ? votes.getOrDefault(owner, Map.of()).containsKey(number)
        : known == number;
  }

  /** Whether it is known which number it has. */
  boolean isDecided(SpaceOwner owner) {
    return decided.containsKey(owner);
  }
}
