package dev.bascule.container;

import dev.bascule.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses of a container's venet device, in its file under IP_ADDRESS. */
final class VenetChanges {
  private VenetChanges() {}

  /** What is there; words that are no addresses aside. */
  static List<Cidr> addresses(SeenContainer seen) {
    return seen.words("IP_ADDRESS").stream()
        .map(word -> Cidr.parse(Netmask.asLength(word)))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** From what is there to exactly these. */
  static Optional<VzStep> exactly(SeenContainer seen, List<Cidr> wanted) {
    List<Cidr> there = addresses(seen);
    List<Cidr> added = without(wanted, there);
    List<Cidr> removed = without(there, wanted);
    return step(seen, added, removed);
  }

  /** None of these. */
  static Optional<VzStep> none(SeenContainer seen, List<Cidr> gone) {
    return step(seen, List.of(), gone.stream().filter(addresses(seen)::contains).toList());
  }

  private static Optional<VzStep> step(SeenContainer seen, List<Cidr> added, List<Cidr> removed) {
    return added.isEmpty() && removed.isEmpty()
        ? Optional.empty()
        : Optional.of(new ChangeVenet(seen.id(), added, removed));
  }

  private static List<Cidr> without(List<Cidr> all, List<Cidr> others) {
    List<Cidr> left = new ArrayList<>(all);
    left.removeAll(others);
    return left;
  }
}
