package dev.bascule.network.batch;

import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.List;

/**
 * The ordered commands that lead from one state to another: what is new is made before what is old
 * is removed, and what is equal in both is not touched. Given the other way round it is the
 * inverse, and that one is good from every point between: it also says what the way there takes
 * away for a moment and brings back.
 */
public final class Batch {
  private Batch() {}

  /** The commands; none where the states are the same. */
  public static List<NetworkOp> between(NetworkState from, NetworkState to) {
    Phases there = new Phases(from, to);
    List<NetworkOp> main = there.main();
    List<NetworkOp> ops = new ArrayList<>(main);
    ops.addAll(Repairs.needed(from, to, main, there));
    ops.addAll(there.end());
    return OvsOps.told(ops, from, to);
  }
}
