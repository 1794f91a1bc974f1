package dev.bascule.container.lxc;

import java.util.List;

/**
 * A running container is stopped and started, for what LXC reads at a start only.
 *
 * @param reasons what that is
 */
public record RestartLxc(LxcPlace place, List<String> reasons) implements LxcStep {
  public RestartLxc {
    reasons = List.copyOf(reasons);
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
    return seen.isRunning();
  }
}
