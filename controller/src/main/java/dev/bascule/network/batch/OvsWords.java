package dev.bascule.network.batch;

import static dev.bascule.network.batch.Saying.Tolerance.GONE;
import static dev.bascule.network.batch.Saying.Tolerance.NONE;

import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Open vSwitch is told, by the functions of {@code net-ovs.sh}: alike on all nodes. */
final class OvsWords {
  private static final int STANDARD_MTU = 1500;

  private OvsWords() {}

  static List<Saying> of(NetworkOp.Ovs told) {
    NetworkOp op = told.op();
    if (op instanceof NetworkOp.AddLink o) {
      return List.of(Saying.command(made(o.link(), told.vlans()), NONE));
    } else if (op instanceof NetworkOp.DeleteLink o) {
      Words words = o.unlessPorts() ? Words.of("net_ovs_del") : Words.of("net_ovs_out -");
      return List.of(Saying.command(words.and(o.link()), GONE));
    } else if (op instanceof NetworkOp.Enslave o) {
      Words words = Words.of("net_ovs_in").and(o.bridge(), o.port(), told.vlans());
      return List.of(Saying.command(words, NONE));
    } else if (op instanceof NetworkOp.Release o) {
      return List.of(Saying.command(Words.of("net_ovs_out").and(o.bridge(), o.port()), GONE));
    } else if (op instanceof NetworkOp.SetMac o) {
      return List.of(Saying.command(Words.of("net_ovs_mac").and(o.link(), o.mac()), NONE));
    } else if (op instanceof NetworkOp.FollowPorts o) {
      return List.of(Saying.command(Words.of("net_ovs_free").and(o.link(), o.mac()), NONE));
    } else if (op instanceof NetworkOp.PinMtu o) {
      return List.of(Saying.command(Words.of("net_ovs_mtu").and(o.link(), o.mtu()), NONE));
    } else if (op instanceof NetworkOp.SetPortOption o) {
      return List.of(Saying.command(Words.of("net_ovs_vlans").and(o.port(), o.value()), NONE));
    }
    throw new IllegalStateException("no words for " + told);
  }

  private static Words made(Link link, String vlans) {
    // Of an internal port that is made again the switch would make up another one.
    boolean said = link.macPinned() || !link.isOvsBridge();
    String mac = link.mac() == null || !said ? "" : link.mac().text();
    String mtu = link.mtu() == STANDARD_MTU ? "" : Integer.toString(link.mtu());
    if (link.kind() instanceof LinkKind.OvsBridge bridge) {
      String datapath = bridge.datapath();
      return Words.of("net_ovs_new").and(link.name(), datapath, mac, mtu, vlans);
    }
    return Words.of("net_ovs_internal").and(bridge(link.master()), link.name(), mac, mtu, vlans);
  }

  private static Object bridge(@Nullable Object master) {
    return master == null ? "" : master;
  }
}
