package dev.bascule.graph;

/** What a vertex stands for; in the order in which those of one rank are shown. */
public enum Kind {
  /** A link that leads to other machines. */
  UPLINK,
  /** A bridge. */
  BRIDGE,
  /** An 802.1Q link. */
  VLAN,
  /** Any other link of the node. */
  LINK,
  /** The node's end of a pair whose other end is a container's or a namespace's. */
  HOST_END,
  /** A named network namespace, or one of a process that is no container's. */
  NAMESPACE,
  /** A container. */
  CONTAINER,
  /** A link inside of a namespace or a container. */
  INSIDE
}
