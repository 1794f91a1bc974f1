package dev.bascule.network.batch;

import dev.bascule.network.DhcpClient;
import dev.bascule.network.Neighbour;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Rule;
import java.util.ArrayList;
import java.util.List;

/** Rules, neighbours and DHCP clients. */
final class OtherSteps {
  private final NetworkState from;
  private final NetworkState to;

  OtherSteps(NetworkState from, NetworkState to) {
    this.from = from;
    this.to = to;
  }

  List<NetworkOp> made() {
    List<NetworkOp> ops = new ArrayList<>();
    minus(to.rules(), from.rules()).forEach(rule -> ops.add(new NetworkOp.AddRule(rule)));
    minus(to.neighbours(), from.neighbours())
        .forEach(entry -> ops.add(new NetworkOp.PutNeighbour(entry)));
    return ops;
  }

  List<NetworkOp> removed() {
    List<NetworkOp> ops = new ArrayList<>();
    List<Rule> rules = minus(from.rules(), to.rules());
    rules.forEach(rule -> ops.add(new NetworkOp.DeleteRule(rule)));
    List<Neighbour> neighbours = minus(from.neighbours(), to.neighbours());
    neighbours.forEach(entry -> ops.add(new NetworkOp.DeleteNeighbour(entry)));
    // A client that lives on would put the address back on the old link.
    List<DhcpClient> clients = minus(from.dhcpClients(), to.dhcpClients());
    clients.forEach(client -> ops.add(new NetworkOp.StopDhcp(client)));
    return ops;
  }

  List<NetworkOp> clients() {
    List<NetworkOp> ops = new ArrayList<>();
    minus(to.dhcpClients(), from.dhcpClients())
        .forEach(client -> ops.add(new NetworkOp.StartDhcp(client)));
    return ops;
  }

  private static <T> List<T> minus(List<T> of, List<T> others) {
    List<T> left = new ArrayList<>(of);
    left.removeAll(others);
    return left;
  }
}
