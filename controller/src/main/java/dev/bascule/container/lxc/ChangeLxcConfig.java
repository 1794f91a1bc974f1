package dev.bascule.container.lxc;

import dev.bascule.model.FileContent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The network lines of a container's file.
 *
 * @param from the whole text
 * @param to the whole text
 */
public record ChangeLxcConfig(LxcPlace place, String from, String to) implements LxcStep {
  private static final Pattern ENVIRONMENT =
      Pattern.compile("(?m)^([ \\t]*lxc\\.environment[^=\\n]*=[^=\\n]*=).*$");

  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

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
    return Optional.of(new ContentChange(shown(from), shown(to), false));
  }

  // Passwords are given to containers so; they are nobody's who reads a plan.
  private static FileContent shown(String text) {
    return FileContent.of(ENVIRONMENT.matcher(text).replaceAll("$1…"));
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
