package dev.bascule.container;

import dev.bascule.model.ContainerId;
import dev.bascule.model.FileContent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file inside of a running container, or our lines in it, by {@code vzctl exec2}: never by the
 * node's path of the container's files, where a link of the container's could lead out to the node.
 *
 * @param path inside
 * @param block the interface whose lines between marks it is about; null for the whole file
 * @param from null where there is nothing
 * @param to null where there is to be nothing
 */
public record ChangeInsideFile(
    ContainerId id, String path, @Nullable String block, @Nullable String from, @Nullable String to)
    implements VzStep {

  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

  @Override
  public Verb verb() {
    return from == null ? Verb.CREATE : to == null ? Verb.REMOVE : Verb.UPDATE;
  }

  @Override
  public String target() {
    return (block == null ? "" : "lines of " + block + " in ") + path + " in CT " + id;
  }

  @Override
  public List<Detail> details() {
    return List.of();
  }

  @Override
  public Optional<ContentChange> content() {
    FileContent before = from == null ? null : FileContent.of(from);
    return Optional.of(
        new ContentChange(before, to == null ? FileContent.EMPTY : FileContent.of(to), false));
  }

  @Override
  public ChangeInsideFile inverse() {
    return new ChangeInsideFile(id, path, block, to, from);
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    Inside inside = seen.inside();
    if (inside == null) {
      return false;
    }
    String there = inside.files().get(path);
    if (there != null && block != null) {
      there = DebianStanza.found(there, block).orElse(null);
    }
    return Objects.equals(there, to);
  }
}
