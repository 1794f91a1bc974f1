package dev.bascule.network.batch;

import dev.bascule.network.Route;

/** Operations as people read them in a failure or a log. */
final class Titles {
  private Titles() {}

  static String of(NetworkOp op) {
    if (op instanceof NetworkOp.Inside inside) {
      return of(inside.op()) + " in namespace " + inside.namespace();
    }
    if (op instanceof NetworkOp.Ovs ovs) {
      return of(ovs.op()) + " (Open vSwitch)";
    }
    String link = ofLink(op);
    return link.isEmpty() ? ofRest(op) : link;
  }

  private static String ofLink(NetworkOp op) {
    if (op instanceof NetworkOp.AddLink o) {
      return "new link " + o.link().name();
    } else if (op instanceof NetworkOp.DeleteLink o) {
      return "link " + o.link() + " away";
    } else if (op instanceof NetworkOp.SetUp o) {
      return o.link() + (o.up() ? " up" : " down");
    } else if (op instanceof NetworkOp.SetMac o) {
      return "MAC " + o.mac() + " of " + o.link();
    } else if (op instanceof NetworkOp.FollowPorts o) {
      return "MAC of " + o.link() + " from its ports";
    } else if (op instanceof NetworkOp.PinMtu o) {
      return "MTU " + o.mtu() + " of " + o.link();
    } else if (op instanceof NetworkOp.Enslave o) {
      return "port " + o.port() + " of " + o.bridge();
    } else if (op instanceof NetworkOp.Release o) {
      return "port " + o.port() + " out of " + o.bridge();
    } else if (op instanceof NetworkOp.SetBridgeOption o) {
      return o.option() + " " + o.value() + " of " + o.bridge();
    } else if (op instanceof NetworkOp.SetPortOption o) {
      return o.option() + " " + (o.value().isEmpty() ? "all" : o.value()) + " of port " + o.port();
    } else if (op instanceof NetworkOp.AddVlan o) {
      return "VLAN " + o.id() + " of " + o.link();
    } else if (op instanceof NetworkOp.DeleteVlan o) {
      return "VLAN " + o.id() + " away from " + o.link();
    }
    return "";
  }

  private static String ofRest(NetworkOp op) {
    if (op instanceof NetworkOp.AddAddress o) {
      return "address " + o.address().local() + " on " + o.address().link();
    } else if (op instanceof NetworkOp.DeleteAddress o) {
      return "address " + o.address().local() + " away from " + o.address().link();
    } else if (op instanceof NetworkOp.PutRoute o) {
      return route(o.route());
    } else if (op instanceof NetworkOp.DeleteRoute o) {
      return route(o.route()) + " away";
    } else if (op instanceof NetworkOp.AddRule o) {
      return "rule " + o.rule().priority() + ": " + o.rule().words();
    } else if (op instanceof NetworkOp.DeleteRule o) {
      return "rule " + o.rule().priority() + ": " + o.rule().words() + " away";
    } else if (op instanceof NetworkOp.PutNeighbour o) {
      return "neighbour " + o.neighbour().address() + " on " + o.neighbour().link();
    } else if (op instanceof NetworkOp.DeleteNeighbour o) {
      return "neighbour " + o.neighbour().address() + " away from " + o.neighbour().link();
    } else if (op instanceof NetworkOp.SetSysctl o) {
      return "sysctl " + o.path() + " " + o.value();
    }
    return ofOther(op);
  }

  private static String ofOther(NetworkOp op) {
    if (op instanceof NetworkOp.StopDhcp o) {
      return o.client().program() + " on " + o.client().link() + " stopped";
    } else if (op instanceof NetworkOp.StartDhcp o) {
      return o.client().program() + " on " + o.client().link();
    } else if (op instanceof NetworkOp.Announce o) {
      return "announcement on " + o.link();
    } else if (op instanceof NetworkOp.AddNamespace o) {
      return "namespace " + o.name();
    } else if (op instanceof NetworkOp.DeleteNamespace o) {
      return "namespace " + o.name() + " away";
    }
    return op.getClass().getSimpleName();
  }

  private static String route(Route route) {
    String table = route.table().equals("main") ? "" : " in table " + route.table();
    String over = route.dev() == null ? "" : " over " + route.dev();
    return "route " + route.destination() + table + over;
  }
}
