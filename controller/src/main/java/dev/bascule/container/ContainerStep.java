package dev.bascule.container;

import dev.bascule.model.Action;

/**
 * One thing that apply does to a container. It changes the network of the node, too, so it waits
 * for the network's transaction.
 */
public interface ContainerStep extends Action {
  /** What takes this step back. */
  ContainerStep inverse();
}
