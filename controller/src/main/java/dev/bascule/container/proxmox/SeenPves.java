package dev.bascule.container.proxmox;

import dev.bascule.model.ContainerId;
import java.util.HashMap;
import java.util.Map;

/**
 * What was seen of a node's Proxmox containers: those that were asked about.
 *
 * @param pct whether the node has Proxmox's own program
 * @param byId those that the node has
 */
public record SeenPves(boolean pct, Map<ContainerId, Seen> byId) {
  /** Nothing was asked. */
  public static final SeenPves NOTHING = new SeenPves(false, Map.of());

  /**
   * One of them.
   *
   * @param running whether its processes run
   */
  public record Seen(PveConf conf, boolean running) {}

  public SeenPves {
    byId = Map.copyOf(byId);
  }

  /** Both; what is asked later wins. */
  public SeenPves plus(SeenPves later) {
    Map<ContainerId, Seen> all = new HashMap<>(byId);
    all.putAll(later.byId);
    return new SeenPves(pct || later.pct, all);
  }
}
