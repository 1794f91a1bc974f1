package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.batch.NetworkOp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The links that commands are about. */
public final class Touched {
  private Touched() {}

  /** Those of all commands; links inside namespaces are not the node's. */
  public static Set<InterfaceName> by(List<NetworkOp> ops) {
    Set<InterfaceName> links = new TreeSet<>();
    ops.forEach(op -> links.addAll(by(op)));
    return links;
  }

  /** The named network namespace that a command is about; none for the node's own. */
  public static Optional<String> namespace(NetworkOp op) {
    if (op instanceof NetworkOp.AddNamespace add) {
      return Optional.of(add.name());
    }
    if (op instanceof NetworkOp.DeleteNamespace delete) {
      return Optional.of(delete.name());
    }
    return op instanceof NetworkOp.Inside inside
        ? Optional.of(inside.namespace())
        : Optional.empty();
  }

  /** Those of one command. */
  public static Set<InterfaceName> by(NetworkOp op) {
    if (op instanceof NetworkOp.Ovs ovs) {
      return by(ovs.op());
    }
    Set<InterfaceName> links = new TreeSet<>();
    ofLinks(op).or(() -> ofCarried(op)).ifPresent(links::add);
    if (op instanceof NetworkOp.Enslave enslave) {
      links.add(enslave.bridge());
    } else if (op instanceof NetworkOp.Release release) {
      links.add(release.bridge());
    }
    return links;
  }

  private static Optional<InterfaceName> ofLinks(NetworkOp op) {
    if (op instanceof NetworkOp.AddLink add) {
      return Optional.of(add.link().name());
    }
    if (op instanceof NetworkOp.DeleteLink delete) {
      return Optional.of(delete.link());
    }
    if (op instanceof NetworkOp.SetUp up) {
      return Optional.of(up.link());
    }
    if (op instanceof NetworkOp.SetMac mac) {
      return Optional.of(mac.link());
    }
    if (op instanceof NetworkOp.FollowPorts follow) {
      return Optional.of(follow.link());
    }
    if (op instanceof NetworkOp.PinMtu mtu) {
      return Optional.of(mtu.link());
    }
    return ofPorts(op);
  }

  private static Optional<InterfaceName> ofPorts(NetworkOp op) {
    if (op instanceof NetworkOp.Enslave enslave) {
      return Optional.of(enslave.port());
    }
    if (op instanceof NetworkOp.Release release) {
      return Optional.of(release.port());
    }
    if (op instanceof NetworkOp.SetBridgeOption set) {
      return Optional.of(set.bridge());
    }
    if (op instanceof NetworkOp.SetPortOption set) {
      return Optional.of(set.port());
    }
    if (op instanceof NetworkOp.AddVlan add) {
      return Optional.of(add.link());
    }
    return op instanceof NetworkOp.DeleteVlan delete
        ? Optional.of(delete.link())
        : Optional.empty();
  }

  private static Optional<InterfaceName> ofCarried(NetworkOp op) {
    if (op instanceof NetworkOp.AddAddress add) {
      return Optional.of(add.address().link());
    }
    if (op instanceof NetworkOp.DeleteAddress delete) {
      return Optional.of(delete.address().link());
    }
    if (op instanceof NetworkOp.PutRoute put) {
      return maybe(put.route().dev());
    }
    if (op instanceof NetworkOp.DeleteRoute delete) {
      return maybe(delete.route().dev());
    }
    if (op instanceof NetworkOp.PutNeighbour put) {
      return Optional.of(put.neighbour().link());
    }
    if (op instanceof NetworkOp.DeleteNeighbour delete) {
      return Optional.of(delete.neighbour().link());
    }
    return ofClients(op);
  }

  private static Optional<InterfaceName> ofClients(NetworkOp op) {
    if (op instanceof NetworkOp.StartDhcp start) {
      return Optional.of(start.client().link());
    }
    if (op instanceof NetworkOp.StopDhcp stop) {
      return Optional.of(stop.client().link());
    }
    if (op instanceof NetworkOp.SetSysctl set) {
      return Optional.of(Sysctls.link(set.path()))
          .filter(InterfaceName::isValid)
          .map(InterfaceName::new);
    }
    return Optional.empty();
  }

  private static Optional<InterfaceName> maybe(@Nullable InterfaceName name) {
    return Optional.ofNullable(name);
  }
}
