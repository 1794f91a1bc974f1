package dev.bascule.container.lxc;

import dev.bascule.model.FileContent;
import java.util.List;
import java.util.Optional;

/**
 * The network lines of a container's file.
 *
 * @param from the whole text
 * @param to the whole text
 */
public record ChangeLxcConfig(LxcPlace place, String from, String to) implements LxcStep {
  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }

  @Override
  public String target() {
    return place.config().text();
  }

  @Override
  public List<Detail> details() {
    return List.of();
  }

  @Override
  public Optional<ContentChange> content() {
    return Optional.of(new ContentChange(FileContent.of(from), FileContent.of(to), false));
  }

  @Override
  public ChangeLxcConfig inverse() {
    return new ChangeLxcConfig(place, to, from);
  }

  @Override
  public boolean holdsFor(SeenLxc seen) {
    return to.equals(seen.config());
  }
}
