package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import java.util.List;

/** A symbolic link is made, over whatever file or link is there. */
public record MakeLink(AbsolutePath path, PathState before, String to) implements Step.AtPath {

  @Override
  public Verb verb() {
    return before instanceof PathState.Absent ? Verb.CREATE : Verb.UPDATE;
  }

  @Override
  public List<Detail> details() {
    return List.of(new Detail("link to", Kinds.linkTarget(before), to));
  }
}
