package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Action;
import java.util.List;
import java.util.Optional;

/** The changes of this package: each is one thing that apply does on a node. */
public sealed interface Step extends Action {

  /** A step at one path; apply checks that the path is still as it was seen. */
  sealed interface AtPath extends Step
      permits WriteFile, MakeFolder, MakeLink, SetAccess, RemovePath {
    AbsolutePath path();

    /** What the plan was made against. */
    PathState before();

    @Override
    default String target() {
      return path().text();
    }

    @Override
    default Layer layer() {
      return path().isVolatile() ? Layer.RUNTIME : Layer.PERSISTENT;
    }
  }

  /** A step that is not at a path. */
  sealed interface AtSystem extends Step permits SetSysctl, SetModule, ControlService, RunCommand {}

  @Override
  default Optional<ContentChange> content() {
    return Optional.empty();
  }

  @Override
  default List<Detail> details() {
    return List.of();
  }
}
