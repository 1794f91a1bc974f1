package dev.bascule.container;

import dev.bascule.model.Change.Detail;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of an interface inside of a running container. An address that goes can take others and
 * their routes along, so all that is wanted is said once more at the end; on the way back, all that
 * was there.
 *
 * @param wish what is wanted of it
 * @param changes in order
 * @param was what it had before them
 * @param back whether they take others back
 */
public record InsideEdit(InsideWish wish, List<InsideChange> changes, InsideWas was, boolean back) {
  public InsideEdit {
    changes = List.copyOf(changes);
  }

  /** As a plan shows them. */
  public List<Detail> details() {
    return changes.stream().map(InsideChange::detail).toList();
  }

  /** What takes them back, the last one first. */
  public InsideEdit inverse() {
    List<InsideChange> others = new ArrayList<>();
    changes.forEach(change -> others.add(0, change.inverse()));
    return new InsideEdit(wish, others, was, !back);
  }

  /** Whether what they are for is so. */
  public boolean holdsFor(Inside inside) {
    return back ? InsideWas.of(inside, wish).equals(was) : wish.edit(inside).isEmpty();
  }
}
