package dev.bascule.container.lxc;

import java.util.Locale;

/** Kinds of network that a container of LXC may have. */
public enum LxcType {
  /** Only a loopback of its own. */
  EMPTY,
  /** A pair: one end inside, one on the node, as a bridge's port or routed. */
  VETH,
  /** A MAC of its own on a link of the node. */
  MACVLAN,
  /** An 802.1Q interface on a link of the node. */
  VLAN,
  /** A link of the node itself, which the node does not have meanwhile. */
  PHYS,
  /** The node's own network. */
  NONE;

  /** As files and playbooks write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it gives the container an interface beside its loopback. */
  public boolean isInterface() {
    return this != EMPTY && this != NONE;
  }
}
