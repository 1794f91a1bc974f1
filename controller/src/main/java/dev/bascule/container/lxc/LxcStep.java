package dev.bascule.container.lxc;

import dev.bascule.container.ContainerStep;
import java.util.Optional;

/**
 * One thing that apply does to an LXC container. Each has an inverse: where a later step of the
 * same container fails, those before it are taken back.
 */
public sealed interface LxcStep extends ContainerStep
    permits ChangeLxcConfig, ChangeLxcInside, RestartLxc {

  /** The container. */
  LxcPlace place();

  @Override
  LxcStep inverse();

  /** Whether the container, read back, is as the step leaves it. */
  boolean holdsFor(SeenLxc seen);

  @Override
  default Optional<ContentChange> content() {
    return Optional.empty();
  }
}
