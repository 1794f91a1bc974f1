package dev.bascule.network.batch;

import java.util.List;

/** How one kind of node is told operations. */
interface Dialect {
  /** What makes an operation; one that the node cannot do is told so that it fails and says why. */
  List<Saying> say(NetworkOp op);

  /** Whether a process takes many lines: then lines of one kind are put together. */
  boolean batches();

  /** The dialect of a node. */
  static Dialect of(Tools tools) {
    if (tools.ip() && !tools.oldIp() && !tools.busybox()) {
      return new ModernDialect(tools.bridge());
    }
    return new ModernDialect(tools.bridge());
  }
}
