package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.List;

/**
 * Changes of an interface inside of a running container, by {@code vzctl exec2}; those that a start
 * makes by itself.
 *
 * @param wish what is wanted of it
 * @param changes in order
 * @param settle whether all that is wanted is said once more at the end: an address that goes can
 *     take others and their routes along
 */
public record ChangeInside(
    ContainerId id, InsideWish wish, List<InsideChange> changes, boolean settle) implements VzStep {
  public ChangeInside {
    changes = List.copyOf(changes);
  }

  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }

  @Override
  public String target() {
    return "inside of CT " + id + ": " + wish.name();
  }

  @Override
  public List<Detail> details() {
    return changes.stream().map(InsideChange::detail).toList();
  }

  @Override
  public ChangeInside inverse() {
    return new ChangeInside(id, wish, InsideChange.back(changes), false);
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    return seen.inside() != null && wish.changes(seen.inside()).isEmpty();
  }
}
