package dev.bascule.graph;

import dev.bascule.container.Container;
import dev.bascule.container.NodeSight;
import dev.bascule.container.Veth;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.graph.Guest.Nic;
import dev.bascule.model.Cidr;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkState;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.SpaceOwner.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The guests of a node as they will be, once what is wanted of containers is there. */
public final class WantedGuests {
  private WantedGuests() {}

  /**
   * Those that are there, with what is wanted of them; of containers that the plan does not change
   * nothing differs, however their wishes are written.
   *
   * @param kept as they are
   * @param target the node's network as it will be
   */
  static List<Guest> of(List<Guest> kept, NetworkState target, NodeSight sight) {
    Map<String, Guest> all = new LinkedHashMap<>();
    kept.forEach(guest -> all.put(guest.id(), guest));
    for (Desired wish : sight.wishes()) {
      String id = id(wish);
      if (sight.changing().contains(id)) {
        all.put(id, granted(before(all, id, wish), wish, target, sight));
      }
    }
    return List.copyOf(all.values());
  }

  private static String id(Desired wish) {
    if (wish instanceof Container container) {
      return new SpaceOwner(Sort.OPENVZ, container.id().text()).id();
    } else if (wish instanceof LxcContainer container) {
      return LxcGuests.id(container.place().name());
    }
    return wish instanceof PveContainer container ? PveContainer.owner(container.id()).id() : "";
  }

  private static Guest granted(Guest before, Desired wish, NetworkState target, NodeSight sight) {
    if (wish instanceof Container container) {
      return granted(before, container, target);
    } else if (wish instanceof LxcContainer container) {
      return LxcGuests.granted(before, container, target);
    }
    return wish instanceof PveContainer container
        ? PveGuests.granted(before, container, sight.pves())
        : before;
  }

  private static Guest before(Map<String, Guest> all, String id, Desired wish) {
    String name = id.substring(id.indexOf(' ') + 1);
    String what = wish instanceof Container ? "OpenVZ" : "LXC";
    return all.getOrDefault(id, new Guest(id, name, what, true, false, List.of()));
  }

  private static Guest granted(Guest guest, Container wish, NetworkState target) {
    Map<String, Nic> nics = new LinkedHashMap<>();
    guest.nics().forEach(nic -> nics.put(nic.name(), nic));
    for (Veth veth : wish.veths()) {
      String name = veth.name().text();
      if (wish.present() && veth.present()) {
        nics.put(name, nic(veth, nics.get(name)));
      } else {
        nics.remove(name);
      }
    }
    List<Cidr> venet = wish.venet();
    if (venet != null) {
      venet(nics, wish.present() ? venet : List.of(), target);
    }
    return guest.withNics(List.copyOf(nics.values()));
  }

  private static Nic nic(Veth veth, @Nullable Nic before) {
    List<Cidr> addresses = veth.addresses();
    List<String> lines =
        addresses != null
            ? Stream.concat(
                    addresses.stream().map(Cidr::toString),
                    veth.gateways().stream().map(gateway -> "gateway " + gateway))
                .toList()
            : before == null ? List.of() : before.lines();
    Integer vlan = veth.vlan();
    String vlans = vlan == null ? "" : "pvid " + vlan + ", untagged " + vlan;
    InterfaceName bridge = veth.bridge();
    return new Nic(veth.name().text(), veth.host(), null, bridge, vlans, null, lines);
  }

  private static void venet(Map<String, Nic> nics, List<Cidr> addresses, NetworkState target) {
    List<String> lines = new ArrayList<>();
    addresses.forEach(address -> lines.add(address.isHost() ? host(address) : address.toString()));
    Nic venet = SeenGuests.venet(target, lines);
    if (lines.isEmpty()) {
      nics.remove(venet.name());
    } else {
      nics.put(venet.name(), venet);
    }
  }

  // As vzctl writes it.
  private static String host(Cidr address) {
    return address.address().toString();
  }
}
