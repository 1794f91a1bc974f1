package dev.bascule.graph;

import dev.bascule.container.NodeSight;
import dev.bascule.container.proxmox.ChangePveNet;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.container.proxmox.PveNet;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.OvsVlans;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The node's ends of Proxmox's containers that run, which {@code pct set} moves from bridge to
 * bridge: the network's target knows nothing of it.
 *
 * <p>Source: Network.pm of pve-common. Behind the firewall a container's end is a port of a bridge
 * of its own, {@code fwbr105i0}, from which a pair leads to the bridge that is named: {@code
 * fwln105i0} and {@code fwpr105p0}; with Open vSwitch it is an internal port, {@code fwln105o0}.
 */
final class PvePlugs {
  /** The node's end of an interface. */
  static final String END = "veth%si%s";

  // Of an update, those for which Proxmox takes an end out of its bridge and puts it into one
  // again.
  private static final String[] PLUGGED = {"bridge", "tag", "trunks", "firewall"};

  private static final Pattern TRUNK = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

  private PvePlugs() {}

  /** The node's network as it will be. */
  static NetworkState after(NodeSight sight) {
    NetworkState state = sight.target();
    for (Desired wish : sight.wishes()) {
      if (wish instanceof PveContainer container && isChanged(container, sight)) {
        for (ChangePveNet step : PveGuests.steps(container, sight.pves())) {
          state = after(state, step);
        }
      }
    }
    return state;
  }

  // Of one that does not run there is nothing on the node.
  private static boolean isChanged(PveContainer wish, NodeSight sight) {
    SeenPves.Seen seen = sight.pves().byId().get(wish.id());
    return seen != null
        && seen.running()
        && sight.changing().contains(PveContainer.owner(wish.id()).id());
  }

  private static NetworkState after(NetworkState state, ChangePveNet step) {
    PveNet from = step.from();
    PveNet to = step.to();
    if (from == null) {
      return state;
    }
    boolean chained = to != null && PveGuests.is(to, "firewall");
    NetworkState kept = chained ? state : without(state, chain(step));
    if (to == null || Stream.of(PLUGGED).noneMatch(key -> differs(from, to, key))) {
      return kept;
    }
    Optional<Link> plug =
        Stream.of(name(step, "fwpr%sp%s"), name(step, "fwln%so%s"), name(step, END))
            .flatMap(Optional::stream)
            .flatMap(name -> kept.link(name).stream())
            .findFirst();
    return plug.map(link -> kept.withLink(plugged(kept, link, to))).orElse(kept);
  }

  private static boolean differs(PveNet from, PveNet to, String option) {
    return !Objects.equals(from.options().get(option), to.options().get(option));
  }

  private static Set<InterfaceName> chain(ChangePveNet step) {
    return Stream.of("fwbr%si%s", "fwln%si%s", "fwpr%sp%s", "fwln%so%s")
        .flatMap(pattern -> name(step, pattern).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<InterfaceName> name(ChangePveNet step, String pattern) {
    return Optional.ofNullable(link(pattern.formatted(step.id(), step.number())));
  }

  private static NetworkState without(NetworkState state, Set<InterfaceName> gone) {
    List<Link> left = state.links().stream().filter(link -> !gone.contains(link.name())).toList();
    return state.withLinks(left);
  }

  private static Link plugged(NetworkState state, Link plug, PveNet to) {
    String tag = to.options().get("tag");
    InterfaceName named = link(to.options().get("bridge"));
    Optional<Link> bridge = named == null ? Optional.empty() : state.link(named);
    boolean filters =
        bridge.flatMap(Link::bridge).map(LinkKind.Bridge::vlanFiltering).orElse(false);
    if (bridge.isPresent() && bridge.get().isOvsBridge()) {
      String vlans = tag == null ? OvsVlans.ALL : "tag=" + tag;
      return plug.withMaster(named).withPort(Map.of(OvsVlans.OPTION, vlans));
    } else if (filters) {
      return plug.withMaster(named).withVlans(vlans(tag, to.options().get("trunks")));
    } else if (tag == null) {
      return plug.withMaster(named).withVlans(Map.of());
    }
    // Beside a bridge that does not filter, Proxmox makes one for the VLAN.
    InterfaceName own = link(named + "v" + tag);
    boolean made = own != null && state.link(own).isPresent();
    return plug.withMaster(made ? own : named).withVlans(made ? Map.of() : vlans(tag, ""));
  }

  private static Map<Integer, String> vlans(@Nullable String tag, @Nullable String trunks) {
    Map<Integer, String> all = new TreeMap<>();
    if (tag == null && trunks == null) {
      IntStream.rangeClosed(2, 4094).forEach(id -> all.put(id, ""));
    } else if (trunks != null) {
      Matcher trunk = TRUNK.matcher(trunks);
      while (trunk.find()) {
        int first = Integer.parseInt(trunk.group(1));
        int last = trunk.group(2) == null ? first : Integer.parseInt(trunk.group(2));
        IntStream.rangeClosed(first, last).forEach(id -> all.put(id, ""));
      }
    }
    all.put(tag == null ? 1 : Integer.parseInt(tag), "pvid untagged");
    return all;
  }

  static @Nullable InterfaceName link(@Nullable String name) {
    return name != null && InterfaceName.isValid(name) ? new InterfaceName(name) : null;
  }
}
