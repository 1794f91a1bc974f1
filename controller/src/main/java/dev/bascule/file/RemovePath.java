package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import java.util.List;

/**
 * What is at a path is removed.
 *
 * @param recursive whether a directory goes with what it holds
 */
public record RemovePath(AbsolutePath path, PathState before, boolean recursive)
    implements Step.AtPath {

  @Override
  public Verb verb() {
    return Verb.REMOVE;
  }

  @Override
  public List<Detail> details() {
    return before instanceof PathState.File
        ? List.of()
        : List.of(new Detail("was", Kinds.of(before), null));
  }
}
