package dev.bascule.container.lxc;

import dev.bascule.container.InsideEdit;
import java.util.List;

/**
 * Changes of an interface inside of a running container, by the node's own {@code ip} in the
 * container's network; those that a start makes by itself.
 */
public record ChangeLxcInside(LxcPlace place, InsideEdit edit) implements LxcStep {
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
    return "inside of container " + place + ": " + edit.wish().name();
  }

  @Override
  public List<Detail> details() {
    return edit.details();
  }

  @Override
  public ChangeLxcInside inverse() {
    return new ChangeLxcInside(place, edit.inverse());
  }

  @Override
  public boolean holdsFor(SeenLxc seen) {
    return seen.live() != null && edit.holdsFor(seen.live().inside());
  }
}
