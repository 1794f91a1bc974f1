package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Sysctls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kernel parameters of interfaces. Those that let a link have IPv6 come first, those that take it
 * away last. Addresses that only move with their MAC are not probed for duplicates: for a second
 * they would be tentative, and nothing could be sent from them.
 */
final class SysctlSteps {
  private static final List<String> DAD = List.of("accept_dad", "dad_transmits");

  private final NetworkState from;
  private final NetworkState to;
  private final Set<InterfaceName> getV6;

  SysctlSteps(NetworkState from, NetworkState to, Set<InterfaceName> getV6) {
    this.from = from;
    this.to = to;
    this.getV6 = getV6;
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

  List<NetworkOp> withoutDad() {
    List<NetworkOp> ops = new ArrayList<>();
    for (InterfaceName link : getV6) {
      for (String name : DAD) {
        String path = Sysctls.path("ipv6/conf", link, name);
        if (!"0".equals(Sysctls.expected(to, path))) {
          ops.add(new NetworkOp.SetSysctl(path, "0"));
        }
      }
    }
    return ops;
  }

  List<NetworkOp> dadAgain() {
    List<NetworkOp> ops = new ArrayList<>();
    for (InterfaceName link : getV6) {
      for (String name : DAD) {
        String path = Sysctls.path("ipv6/conf", link, name);
        ops.addAll(restored(path, Sysctls.expected(to, path)));
      }
    }
    return ops;
  }

  private static List<NetworkOp> restored(String path, @Nullable String value) {
    if ("0".equals(value)) {
      return List.of();
    }
    // The kernel's own value where none was read.
    return List.of(new NetworkOp.SetSysctl(path, value == null ? "1" : value));
  }
}
