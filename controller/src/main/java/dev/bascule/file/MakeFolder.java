package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileMode;
import java.util.List;

/** A directory is made where nothing is. */
public record MakeFolder(AbsolutePath path, PathState before, Wanted wanted, List<Detail> details)
    implements Step.AtPath {
  /** The mode of a new directory where the task names none. */
  public static final FileMode USUAL_MODE = new FileMode(0755);

  public MakeFolder {
    details = List.copyOf(details);
  }

  @Override
  public Verb verb() {
    return Verb.CREATE;
  }
}
