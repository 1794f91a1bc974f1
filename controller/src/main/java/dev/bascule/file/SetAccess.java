package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import java.util.List;

/** Permissions or owner of what is there are changed. */
public record SetAccess(AbsolutePath path, PathState before, Wanted wanted, List<Detail> details)
    implements Step.AtPath {
  public SetAccess {
    details = List.copyOf(details);
  }

  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }
}
