package dev.bascule.apply.safe;

import dev.bascule.model.NodeName;
import java.io.IOException;
import java.util.List;

/** Where transactions are kept until they have ended. */
public interface KeptStore {

  /** Keeps one; on disk before this returns. */
  void keep(Kept transaction) throws IOException;

  /** Forgets one that has ended. */
  void forget(Kept transaction) throws IOException;

  /** All that are kept of a node, the latest first. */
  List<Kept> of(NodeName node) throws IOException;
}
