package dev.bascule.network.persist;

/** One way to configure a network at boot. */
public interface Backend {
  /**
   * As {@code --persist} names it: {@code ifupdown}, {@code ifcfg}, {@code networkd}, {@code
   * netplan}.
   */
  String name();

  /** Whether these files, and no other backend's, configure this node. */
  boolean governs(NodeFiles files);

  /** What has to be written so that a boot leads to the target. */
  Edits edit(NodeFiles files, PersistRequest request);
}
