package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How one kind of node is told operations. */
interface Dialect {
  /** What makes an operation; one that the node cannot do is told so that it fails and says why. */
  List<Saying> say(NetworkOp op);

  /** Whether a process takes many lines: then lines of one kind are put together. */
  boolean batches();

  /**
   * The dialect of a node.
   *
   * @param ops all operations: a bridge that is made among them is known to be one
   */
  static Dialect of(Tools tools, List<NetworkOp> ops) {
    if (tools.busybox() || tools.oldIp()) {
      return new ClassicDialect(tools.busybox());
    } else if (!tools.ip()) {
      return new NetToolsDialect();
    }
    Set<InterfaceName> bridges = new HashSet<>();
    for (NetworkOp op : ops) {
      if (op instanceof NetworkOp.AddLink o && o.link().bridge().isPresent()) {
        bridges.add(o.link().name());
      }
    }
    return new ModernDialect(tools.bridge(), bridges);
  }
}
