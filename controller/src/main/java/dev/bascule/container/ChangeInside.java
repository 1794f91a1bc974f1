package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.List;

/**
 * Changes of an interface inside of a running container, by {@code vzctl exec2}; those that a start
 * makes by itself.
 */
public record ChangeInside(ContainerId id, InsideEdit edit) implements VzStep {
  @Override
  public Layer layer() {
    return Layer.RUNTIME;
  }

  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }

  @Override
  public String target() {
    return "inside of CT " + id + ": " + edit.wish().name();
  }

  @Override
  public List<Detail> details() {
    return edit.details();
  }

  @Override
  public ChangeInside inverse() {
    return new ChangeInside(id, edit.inverse());
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    return seen.inside() != null && edit.holdsFor(seen.inside());
  }
}
