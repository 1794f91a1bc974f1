package dev.bascule.network.batch;

import dev.bascule.network.NetworkState;
import dev.bascule.network.Sysctls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Kernel parameters of interfaces. Those that let a link have IPv6 come first, those that take it
 * away last. That addresses which only move are not probed for duplicates is the dialect's care.
 */
final class SysctlSteps {
  private final NetworkState from;
  private final NetworkState to;

  SysctlSteps(NetworkState from, NetworkState to) {
    this.from = from;
    this.to = to;
  }

  List<NetworkOp> early() {
    return changes(false);
  }

  List<NetworkOp> late() {
    return changes(true);
  }

  private List<NetworkOp> changes(boolean takesAway) {
    List<NetworkOp> ops = new ArrayList<>();
    for (Map.Entry<String, String> entry : to.sysctls().entrySet()) {
      String path = entry.getKey();
      String value = entry.getValue();
      boolean off = path.endsWith("/disable_ipv6") && value.equals("1");
      if (off == takesAway && !value.equals(Sysctls.expected(from, path))) {
        ops.add(new NetworkOp.SetSysctl(path, value));
      }
    }
    return ops;
  }
}
