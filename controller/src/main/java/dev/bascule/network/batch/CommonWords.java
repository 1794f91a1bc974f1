package dev.bascule.network.batch;

import static dev.bascule.network.batch.Saying.Tolerance.GONE;
import static dev.bascule.network.batch.Saying.Tolerance.NONE;
import static dev.bascule.network.batch.Saying.Tolerance.THERE;

import dev.bascule.network.DhcpClient;
import dev.bascule.network.Family;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.Rule;
import java.util.ArrayList;
import java.util.List;

/** What is said alike to all nodes: by files of /sys and /proc, and by functions of the node. */
final class CommonWords {
  private static final int STANDARD_MTU = 1500;

  private CommonWords() {}

  /** Empty where dialects differ. */
  static List<Saying> of(NetworkOp op) {
    if (op instanceof NetworkOp.Ovs o) {
      return OvsWords.of(o);
    } else if (op instanceof NetworkOp.SetBridgeOption o) {
      return option(Words.of("net_option").and(o.bridge(), "bridge", o.option(), o.value()));
    } else if (op instanceof NetworkOp.SetPortOption o) {
      return option(Words.of("net_option").and(o.port(), "brport", o.option(), o.value()));
    } else if (op instanceof NetworkOp.SetSysctl o) {
      return List.of(Saying.labelled(Words.of("net_sysctl").and(o.path(), o.value()), NONE));
    } else if (op instanceof NetworkOp.PinMtu o) {
      return List.of(Saying.command(Words.of("net_mtu").and(o.link(), o.mtu()), NONE));
    } else if (op instanceof NetworkOp.DeleteLink o && o.unlessPorts()) {
      return List.of(Saying.command(Words.of("net_delete").and(o.link()), GONE));
    } else if (op instanceof NetworkOp.AddRule o) {
      String family = o.rule().family() == Family.V6 ? "-6" : "-4";
      return List.of(Saying.command(rule("net_rule " + family, o.rule()), THERE));
    }
    return ofOther(op);
  }

  private static List<Saying> option(Words words) {
    return List.of(Saying.labelled(words, NONE));
  }

  private static List<Saying> ofOther(NetworkOp op) {
    if (op instanceof NetworkOp.StopDhcp o) {
      DhcpClient client = o.client();
      Words words = Words.of("net_stop_dhcp").and(client.program(), client.link());
      return List.of(Saying.command(words, GONE));
    } else if (op instanceof NetworkOp.StartDhcp o) {
      Words words = Words.of("net_start_dhcp").and(o.client().link(), o.client().program());
      return List.of(Saying.labelled(words.and(o.client().arguments().toArray()), NONE));
    } else if (op instanceof NetworkOp.Announce o) {
      Words words = Words.of("net_announce").and(o.link()).and(o.addresses().toArray());
      return List.of(Saying.command(words, NONE));
    } else if (op instanceof NetworkOp.AddNamespace o) {
      return List.of(
          Saying.ip(Words.of("netns add").and(o.name()), THERE),
          Saying.ip(Words.of("link set dev lo up"), NONE).inside(o.name()));
    } else if (op instanceof NetworkOp.DeleteNamespace o) {
      return List.of(Saying.ip(Words.of("netns del").and(o.name()), GONE));
    }
    return List.of();
  }

  /** A bridge without ports; then its address, where it is to stay. */
  static List<Saying> newBridge(Link link, Saying mac) {
    List<Saying> all = new ArrayList<>();
    all.add(Saying.command(Words.of("net_addbr").and(link.name()), THERE));
    if (link.mac() != null && link.macPinned()) {
      all.add(mac);
    }
    if (link.mtu() != STANDARD_MTU) {
      all.add(Saying.command(Words.of("net_setmtu").and(link.name(), link.mtu()), NONE));
    }
    return all;
  }

  /** What {@code brctl} does; empty for anything else. */
  static List<Saying> byBrctl(NetworkOp op) {
    if (op instanceof NetworkOp.DeleteLink o) {
      return List.of(Saying.command(Words.of("net_unlink").and(o.link()), GONE));
    } else if (op instanceof NetworkOp.Enslave o) {
      return List.of(Saying.command(Words.of("net_addif").and(o.bridge(), o.port()), NONE));
    } else if (op instanceof NetworkOp.Release o) {
      return List.of(Saying.command(Words.of("net_delif").and(o.bridge(), o.port()), GONE));
    } else if (op instanceof NetworkOp.AddVlan || op instanceof NetworkOp.DeleteVlan) {
      return List.of(cannot("brctl knows no VLANs of ports"));
    }
    return List.of();
  }

  /** Behind words that end before the priority. */
  static Words rule(String before, Rule rule) {
    return Words.of(before).and(rule.priority()).split(rule.words().replace("[detached]", ""));
  }

  /** Appends {@code type …}; false for a kind that cannot be made. */
  static boolean kind(Words words, LinkKind kind) {
    if (kind instanceof LinkKind.Bridge) {
      words.split("type bridge");
    } else if (kind instanceof LinkKind.Vlan vlan) {
      words.split("type vlan id").and(vlan.id());
    } else if (kind instanceof LinkKind.Macvlan macvlan) {
      words.split("type macvlan mode").and(macvlan.mode());
    } else if (kind instanceof LinkKind.Veth veth && veth.peer() != null) {
      words.split("type veth peer name").and(veth.peer()).with("netns", veth.peerNamespace());
    } else {
      return false;
    }
    return true;
  }

  /** Fails when it is said, with these words. */
  static Saying cannot(String words) {
    return Saying.command(Words.of("net_cannot").and(words), NONE);
  }
}
