package dev.bascule.network.persist;

import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import java.util.List;
import java.util.Optional;

/** A file of the node's network configuration that differs, as a plan shows it. */
public record NetworkFileChange(FileEdit edit) implements Change {

  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

  @Override
  public Verb verb() {
    if (edit.before() == null) {
      return Verb.CREATE;
    }
    return edit.after() == null ? Verb.REMOVE : Verb.UPDATE;
  }

  @Override
  public String target() {
    return edit.path().text();
  }

  @Override
  public List<Detail> details() {
    return List.of();
  }

  @Override
  public Optional<ContentChange> content() {
    FileContent after = edit.after();
    return after == null
        ? Optional.empty()
        : Optional.of(new ContentChange(edit.before(), after, false));
  }
}
