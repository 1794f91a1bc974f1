package dev.bascule.graph;

import dev.bascule.container.lxc.LxcConfig;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcInterface;
import dev.bascule.container.lxc.LxcNames;
import dev.bascule.container.lxc.LxcNetwork;
import dev.bascule.container.lxc.LxcType;
import dev.bascule.container.lxc.SeenLxc;
import dev.bascule.graph.Guest.Nic;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.NetworkState;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.SpaceOwner.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Containers of LXC as guests: from their files, and from what is wanted. */
final class LxcGuests {
  private static final String SHARES = "LXC, on the node's own network";

  private LxcGuests() {}

  static String id(String name) {
    return new SpaceOwner(Sort.LXC, name).id();
  }

  /** One that has no namespace of its own now, as its file has it; empty where there is none. */
  static Optional<Guest> ofFile(SeenLxc seen) {
    String config = seen.config();
    if (config == null) {
      return Optional.empty();
    }
    List<LxcNetwork> networks = LxcConfig.read(config).networks();
    List<Nic> nics = new ArrayList<>();
    int next = 0;
    for (LxcNetwork network : networks) {
      if (!network.type().equals("empty") && !network.type().equals("none")) {
        String name = network.get("name");
        nics.add(nic(network, name == null ? "eth" + next++ : name));
      }
    }
    boolean shares = networks.stream().anyMatch(network -> network.type().equals("none"));
    String what = shares ? SHARES : seen.isRunning() ? "LXC" : "LXC, not running";
    String name = seen.place().name();
    return Optional.of(new Guest(id(name), name, what, true, !seen.isRunning(), nics));
  }

  private static Nic nic(LxcNetwork network, String name) {
    List<String> lines = new ArrayList<>(special(network.type(), mode(network)));
    for (String family : List.of("ipv4", "ipv6")) {
      network.values().getOrDefault(family + ".address", List.of()).stream()
          .map(address -> address.split(" ", 2)[0])
          .forEach(lines::add);
    }
    for (String family : List.of("ipv4", "ipv6")) {
      String gateway = network.get(family + ".gateway");
      if (gateway != null) {
        lines.add("gateway " + gateway);
      }
    }
    boolean veth = network.type().equals("veth");
    InterfaceName link = link(network.get("link"));
    return new Nic(
        name,
        veth ? link(network.get("veth.pair")) : null,
        veth ? null : link,
        veth ? link : null,
        "",
        null,
        lines);
  }

  private static @Nullable String mode(LxcNetwork network) {
    return network.get(network.type().equals("vlan") ? "vlan.id" : "macvlan.mode");
  }

  private static @Nullable InterfaceName link(@Nullable String name) {
    return name != null && InterfaceName.isValid(name) ? new InterfaceName(name) : null;
  }

  private static List<String> special(String type, @Nullable String mode) {
    return switch (type) {
      case "macvlan" -> List.of("macvlan " + (mode == null ? "private" : mode));
      case "vlan" -> List.of("VLAN " + mode);
      case "phys" -> List.of("the card itself");
      default -> List.of();
    };
  }

  /** The same with what is wanted of it. */
  static Guest granted(Guest before, LxcContainer wish, NetworkState target) {
    List<LxcInterface> interfaces = wish.interfaces();
    if (interfaces == null) {
      return before;
    }
    List<String> names = LxcNames.of(interfaces);
    List<Nic> nics = new ArrayList<>();
    for (int i = 0; i < interfaces.size(); i++) {
      if (interfaces.get(i).type().isInterface()) {
        String name = names.get(i);
        nics.add(
            nic(
                interfaces.get(i),
                name,
                before.nics().stream().filter(nic -> nic.name().equals(name)).findFirst(),
                target));
      }
    }
    boolean shares = interfaces.stream().anyMatch(one -> one.type() == LxcType.NONE);
    return new Guest(
        before.id(),
        before.name(),
        shares ? SHARES : before.what(),
        true,
        before.stopped(),
        List.copyOf(nics));
  }

  private static Nic nic(
      LxcInterface wanted, String name, Optional<Nic> before, NetworkState target) {
    boolean veth = wanted.type() == LxcType.VETH;
    Integer vlan = wanted.vlan();
    InterfaceName host = wanted.hostName();
    // LXC made a name up, which it keeps until it is started anew.
    InterfaceName kept =
        before.map(Nic::host).filter(end -> isAt(target, end, wanted.link())).orElse(null);
    String mode = wanted.type() == LxcType.VLAN ? String.valueOf(vlan) : wanted.mode();
    List<String> lines = new ArrayList<>(special(wanted.type().word(), mode));
    if (wanted.addresses() != null) {
      wanted.addresses().forEach(address -> lines.add(address.toString()));
      for (IpAddress gateway : wanted.gateways()) {
        lines.add("gateway " + gateway);
      }
    } else {
      before.ifPresent(nic -> lines.addAll(nic.lines()));
    }
    return new Nic(
        name,
        veth ? (host == null ? kept : host) : null,
        veth ? null : wanted.link(),
        veth ? wanted.link() : null,
        veth && vlan != null ? "pvid " + vlan + ", untagged " + vlan : "",
        null,
        lines.stream().distinct().toList());
  }

  private static boolean isAt(
      NetworkState target, InterfaceName end, @Nullable InterfaceName bridge) {
    return target.link(end).map(link -> Objects.equals(link.master(), bridge)).orElse(true);
  }
}
