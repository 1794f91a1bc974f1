package dev.bascule.container.lxc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which network of a container's file each interface that is wanted continues, of the same type: by
 * the name inside where one is said, by the card; without those the one at its place, or else the
 * next that no other interface is. So what is not said is kept, the name too; and what was written
 * once is found again.
 */
final class LxcMatch {
  private final List<LxcInterface> wanted;
  private final List<LxcNetwork> there;
  private final List<String> names;
  private final List<Integer> from;

  private LxcMatch(List<LxcInterface> wanted, List<LxcNetwork> there) {
    this.wanted = wanted;
    this.there = there;
    this.names = LxcNetwork.names(there);
    this.from = new ArrayList<>(Collections.nCopies(wanted.size(), -1));
  }

  /** Of each interface the place of its network; -1 where it is a new one. */
  static List<Integer> of(List<LxcInterface> wanted, List<LxcNetwork> there) {
    LxcMatch match = new LxcMatch(wanted, there);
    match.claim((wish, network) -> match.isSaid(wish, network));
    match.claim((wish, network) -> wanted.get(wish).name() == null && wish == network);
    match.claim((wish, network) -> wanted.get(wish).name() == null);
    return List.copyOf(match.from);
  }

  /** Whether an interface, by its place, is a network, by its own. */
  private interface Claim {
    boolean holds(int wish, int network);
  }

  private void claim(Claim claim) {
    for (int i = 0; i < wanted.size(); i++) {
      int wish = i;
      if (from.get(wish) < 0) {
        // The one at its own place first.
        IntStream.concat(IntStream.of(wish), IntStream.range(0, there.size()))
            .filter(network -> network < there.size() && !from.contains(network))
            .filter(network -> wanted.get(wish).type().word().equals(there.get(network).type()))
            .filter(network -> claim.holds(wish, network))
            .findFirst()
            .ifPresent(network -> from.set(wish, network));
      }
    }
  }

  private boolean isSaid(int wish, int network) {
    LxcInterface each = wanted.get(wish);
    if (each.name() != null) {
      return each.name().text().equals(names.get(network));
    }
    return each.type() == LxcType.PHYS
        && each.link() != null
        && each.link().text().equals(there.get(network).get("link"));
  }
}
