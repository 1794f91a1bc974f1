package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkState;
import dev.bascule.network.OvsVlans;
import java.util.List;
import java.util.Optional;

/** Finds the operations that are Open vSwitch's to make, by what the links are in both states. */
final class OvsOps {
  private final NetworkState from;
  private final NetworkState to;

  private OvsOps(NetworkState from, NetworkState to) {
    this.from = from;
    this.to = to;
  }

  /** The same operations, those of Open vSwitch as such. */
  static List<NetworkOp> told(List<NetworkOp> ops, NetworkState from, NetworkState to) {
    OvsOps all = new OvsOps(from, to);
    return ops.stream().map(all::told).toList();
  }

  private NetworkOp told(NetworkOp op) {
    if (op instanceof NetworkOp.AddLink add && add.link().isOfOvs()) {
      return new NetworkOp.Ovs(op, vlans(add.link().name()));
    } else if (op instanceof NetworkOp.Enslave enslave && isOfOvs(enslave.bridge())) {
      return new NetworkOp.Ovs(op, vlans(enslave.port()));
    }
    return isOfOvs(op) ? new NetworkOp.Ovs(op, "") : op;
  }

  private boolean isOfOvs(NetworkOp op) {
    if (op instanceof NetworkOp.Release release) {
      return isOfOvs(release.bridge());
    } else if (op instanceof NetworkOp.DeleteLink delete) {
      return isOfOvs(delete.link());
    } else if (op instanceof NetworkOp.SetMac set) {
      return isOfOvs(set.link());
    } else if (op instanceof NetworkOp.PinMtu pin) {
      return isOfOvs(pin.link());
    }
    if (op instanceof NetworkOp.FollowPorts) {
      return true;
    }
    return op instanceof NetworkOp.SetPortOption set && set.option().equals(OvsVlans.OPTION);
  }

  private boolean isOfOvs(InterfaceName name) {
    return link(name).filter(Link::isOfOvs).isPresent();
  }

  private Optional<Link> link(InterfaceName name) {
    return to.link(name).or(() -> from.link(name));
  }

  private String vlans(InterfaceName port) {
    return to.link(port)
        .map(link -> link.port().getOrDefault(OvsVlans.OPTION, OvsVlans.ALL))
        .orElse(OvsVlans.ALL);
  }
}
