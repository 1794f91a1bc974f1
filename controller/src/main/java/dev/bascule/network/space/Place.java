package dev.bascule.network.space;

import org.jspecify.annotations.Nullable;

/**
 * A link, wherever it is.
 *
 * @param owner of its namespace; null for the node's own
 * @param link its name there
 */
public record Place(@Nullable SpaceOwner owner, String link) {
  /** {@code container 101 eth0}. */
  @Override
  public String toString() {
    return owner == null ? link : owner + " " + link;
  }
}
