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
    return "restart of container " + place;
  }

  @Override
  public List<Detail> details() {
    return reasons.stream().map(reason -> new Detail("because", null, reason)).toList();
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
