package dev.bascule.container.lxc;

import java.util.List;

/**
 * A running container is stopped and started, for what LXC reads at a start only.
 *
 * @param reasons what that is
 * @param networks those of its file
 * @param names theirs inside
 */
public record RestartLxc(
    LxcPlace place, List<String> reasons, List<LxcNetwork> networks, List<String> names)
    implements LxcStep {
  public RestartLxc {
    reasons = List.copyOf(reasons);
    networks = List.copyOf(networks);
    names = List.copyOf(names);
  }

  @Override
  public Layer layer() {
    return Layer.RUNTIME;
  }

  @Override
  public Verb verb() {
    return Verb.RUN;
  }

  @Override
  public String target() {
    return "restart of container " + place + ": " + String.join(", ", reasons);
  }

  @Override
  public List<Detail> details() {
    return List.of();
  }

  // With the old file, which is back by then.
  @Override
  public RestartLxc inverse() {
    return this;
  }

  @Override
  public boolean holdsFor(SeenLxc seen) {
    return seen.isRunning() && new LxcRunning(seen, networks, names).reasons().isEmpty();
  }
}
