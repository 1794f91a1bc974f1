package dev.bascule.container.lxc;

import java.util.List;

/** What the interfaces that are wanted of a container are called inside. */
public final class LxcNames {
  private LxcNames() {}

  /** Of each its name inside, given or as LXC chooses it; empty where it is no interface. */
  public static List<String> of(List<LxcInterface> interfaces) {
    return LxcNetwork.names(interfaces.stream().map(each -> LxcWish.of(each, null)).toList());
  }
}
