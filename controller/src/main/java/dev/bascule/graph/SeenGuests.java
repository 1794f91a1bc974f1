package dev.bascule.graph;

import dev.bascule.container.NetifEntry;
import dev.bascule.container.NodeSight;
import dev.bascule.container.SeenContainer;
import dev.bascule.graph.Guest.Nic;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.space.NetworkSpace;
import dev.bascule.network.space.Place;
import dev.bascule.network.space.SpaceLink;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.SpaceOwner.Sort;
import dev.bascule.network.space.Spaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The guests of a node, from what was seen: running ones, and those of which there is a file. */
public final class SeenGuests {
  private static final int SHOWN = 3;

  private final NetworkState state;
  private final Spaces spaces;
  private final Map<String, Guest> guests = new LinkedHashMap<>();

  private SeenGuests(NetworkState state, Spaces spaces) {
    this.state = state;
    this.spaces = spaces;
  }

  /** Those that are there. */
  public static List<Guest> of(NodeSight sight) {
    return of(sight.seen(), sight);
  }

  /**
   * Those that are left in another network of the node, its target.
   *
   * @param state its namespaces that were looked into count more than what was seen of the same
   *     ones otherwise; a named one that it does not know is no more
   */
  static List<Guest> of(NetworkState state, NodeSight sight) {
    SeenGuests all = new SeenGuests(state, sight.spaces());
    sight.spaces().all().stream().filter(all::isThere).forEach(all::running);
    state.namespaces().forEach(all::namespace);
    sight.containers().byId().values().forEach(all::stopped);
    sight.lxcs().byPlace().values().stream()
        .flatMap(lxc -> LxcGuests.ofFile(lxc).stream())
        .forEach(all::addIfUnseen);
    sight.pves().byId().entrySet().stream()
        .map(pve -> PveGuests.ofFile(pve.getKey(), pve.getValue()))
        .forEach(all::addIfUnseen);
    return List.copyOf(all.guests.values());
  }

  private void addIfUnseen(Guest guest) {
    guests.putIfAbsent(guest.id(), guest);
  }

  private boolean isThere(NetworkSpace space) {
    return space.owner().sort() != Sort.NETNS
        || state.namespaces().containsKey(space.owner().name());
  }

  private void running(NetworkSpace space) {
    SpaceOwner owner = space.owner();
    List<Nic> nics = space.links().stream().map(link -> nic(space, link)).toList();
    boolean container = owner.sort().isContainer();
    add(new Guest(owner.id(), owner.name(), what(owner.sort()), container, false, nics));
  }

  private void add(Guest guest) {
    guests.put(guest.id(), guest);
  }

  private static String what(Sort sort) {
    return switch (sort) {
      case OPENVZ -> "OpenVZ";
      case LXC -> "LXC";
      case DOCKER -> "Docker";
      case NETNS -> "namespace";
      case PROCESS -> "namespace of a process";
    };
  }

  private Nic nic(NetworkSpace space, SpaceLink link) {
    Optional<Place> behind = spaces.behind(space.owner(), link.name());
    SpaceOwner other = behind.map(Place::owner).orElse(null);
    InterfaceName host =
        behind.filter(place -> place.owner() == null).flatMap(SeenGuests::name).orElse(null);
    Place here = new Place(space.owner(), link.name());
    String base = spaces.stands().get(here);
    return new Nic(
        link.name(),
        host == null && link.name().startsWith("venet") ? venet(state) : host,
        base == null ? null : known(base),
        null,
        "",
        other == null ? null : behind.map(place -> other.id() + " " + place.link()).orElse(null),
        lines(space, link, spaces.open().getOrDefault(here, List.of())));
  }

  private static Optional<InterfaceName> name(Place place) {
    return Optional.ofNullable(known(place.link()));
  }

  private static @Nullable InterfaceName known(String name) {
    return InterfaceName.isValid(name) ? new InterfaceName(name) : null;
  }

  private static List<String> lines(NetworkSpace space, SpaceLink link, List<Place> open) {
    List<String> lines = new ArrayList<>();
    if (link.stands()) {
      lines.add(link.kind().replaceFirst("^vlan ", "VLAN "));
    }
    link.addresses().forEach(address -> lines.add(address.toString()));
    space.gateways().getOrDefault(link.name(), List.of()).stream()
        .forEach(gateway -> lines.add("gateway " + gateway));
    if (!link.up()) {
      lines.add("down");
    }
    if (!open.isEmpty()) {
      lines.add("other end open: " + named(open));
    }
    return lines;
  }

  private static String named(List<Place> open) {
    String first =
        open.stream().limit(SHOWN).map(Place::toString).collect(Collectors.joining(" or "));
    int more = open.size() - SHOWN;
    return more > 0 ? first + " or one of " + more + " more" : first;
  }

  /** A named one whose insides the state has. */
  private void namespace(String name, NetworkState inside) {
    String id = new SpaceOwner(Sort.NETNS, name).id();
    if (inside.links().isEmpty() && guests.containsKey(id)) {
      return;
    }
    List<Nic> nics =
        inside.links().stream()
            .filter(link -> !(link.kind() instanceof LinkKind.Loopback))
            .map(link -> nic(name, inside, link))
            .toList();
    add(new Guest(id, name, what(Sort.NETNS), false, false, nics));
  }

  private Nic nic(String namespace, NetworkState inside, Link link) {
    LinkKind.Veth veth = link.kind() instanceof LinkKind.Veth pair ? pair : null;
    InterfaceName host =
        state.links().stream()
            .filter(end -> leadsTo(end, namespace, link.name()))
            .map(Link::name)
            .findFirst()
            .orElse(null);
    String far =
        veth != null && veth.peer() != null && veth.peerNamespace() != null
            ? new SpaceOwner(Sort.NETNS, veth.peerNamespace()).id() + " " + veth.peer()
            : null;
    List<String> lines = LinkLines.of(inside, link).stream().map(Line::text).toList();
    return new Nic(link.name().text(), host, null, null, "", far, lines);
  }

  private static boolean leadsTo(Link end, String namespace, InterfaceName link) {
    return end.kind() instanceof LinkKind.Veth veth
        && namespace.equals(veth.peerNamespace())
        && link.equals(veth.peer());
  }

  private void stopped(SeenContainer container) {
    String id = new SpaceOwner(Sort.OPENVZ, container.id().text()).id();
    if (!container.known() || guests.containsKey(id)) {
      return;
    }
    List<Nic> nics = new ArrayList<>();
    List<NetifEntry> entries = container.netif();
    for (NetifEntry entry : entries) {
      nics.add(nic(container, entry, entry.equals(entries.get(0))));
    }
    List<String> venet = container.words("IP_ADDRESS");
    if (!venet.isEmpty()) {
      nics.add(venet(state, venet));
    }
    // Where some namespaces were not looked into, one of them may be its own.
    boolean stopped = !container.running() && spaces.more() == 0;
    String what =
        container.running()
            ? "OpenVZ"
            : stopped ? "OpenVZ, not running" : "OpenVZ, perhaps not running";
    add(new Guest(id, container.id().text(), what, true, stopped, nics));
  }

  // Plain settings are those of the first interface.
  private static Nic nic(SeenContainer container, NetifEntry entry, boolean first) {
    List<String> lines = new ArrayList<>(container.words("VETH_IP_ADDRESS_" + entry.name()));
    if (lines.isEmpty() && first) {
      lines.addAll(container.words("VETH_IP_ADDRESS"));
    }
    String host = entry.get("host_ifname");
    String bridge = entry.get("bridge");
    return new Nic(
        entry.name(),
        host == null ? null : known(host),
        null,
        bridge == null ? null : known(bridge),
        "",
        null,
        lines);
  }

  static Nic venet(NetworkState state, List<String> addresses) {
    return new Nic("venet0", venet(state), null, null, "", null, addresses);
  }

  /** What OpenVZ has of the node for all containers. */
  private static @Nullable InterfaceName venet(NetworkState state) {
    InterfaceName venet = new InterfaceName("venet0");
    return state.link(venet).isPresent() ? venet : null;
  }
}
