package dev.bascule.container.lxc;

import dev.bascule.container.InsideChange;
import dev.bascule.container.InsideWish;
import java.util.List;

/**
 * Changes of an interface inside of a running container, by the node's own {@code ip} in the
 * container's network; those that a start makes by itself.
 *
 * @param wish what is wanted of it
 * @param changes in order
 * @param settle whether all that is wanted is said once more at the end: an address that goes can
 *     take others and their routes along
 */
public record ChangeLxcInside(
    LxcPlace place, InsideWish wish, List<InsideChange> changes, boolean settle)
    implements LxcStep {
  public ChangeLxcInside {
    changes = List.copyOf(changes);
  }

  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }

  @Override
  public String target() {
    return "inside of container " + place + ": " + wish.name();
  }

  @Override
  public List<Detail> details() {
    return changes.stream().map(InsideChange::detail).toList();
  }

  @Override
  public ChangeLxcInside inverse() {
    return new ChangeLxcInside(place, wish, InsideChange.back(changes), false);
  }

  @Override
  public boolean holdsFor(SeenLxc seen) {
    return seen.live() != null && wish.changes(seen.live().inside()).isEmpty();
  }
}
