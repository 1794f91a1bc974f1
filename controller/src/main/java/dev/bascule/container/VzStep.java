package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.Optional;

/**
 * One thing that apply does to a container of OpenVZ. Each has an inverse: where a later step of
 * the same container fails, those before it are taken back.
 */
public sealed interface VzStep extends ContainerStep
    permits AddInterface,
        ChangeInterface,
        RemoveInterface,
        ChangeVenet,
        ChangeWords,
        ChangeConf,
        ChangeInside,
        ChangeInsideFile {

  /** The container. */
  ContainerId id();

  @Override
  VzStep inverse();

  /** Whether the container, read back, is as the step leaves it. */
  boolean holdsFor(SeenContainer seen);

  @Override
  default Optional<ContentChange> content() {
    return Optional.empty();
  }
}
