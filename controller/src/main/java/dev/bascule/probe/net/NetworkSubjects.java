package dev.bascule.probe.net;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.ControlPath;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NodeNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tasks name of a node's network, so that the probe reads the parameters of those links and
 * looks into those namespaces; all else of the network is read whole.
 *
 * @param names links, and namespaces with {@code @} before them
 */
public record NetworkSubjects(Set<String> names) {
  public NetworkSubjects {
    names = Set.copyOf(names);
  }

  /** Empty where nothing is wanted of the network: then nothing of it is read. */
  public static Optional<NetworkSubjects> of(Collection<NetworkResource> wishes) {
    if (wishes.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    wishes.forEach(wish -> names.addAll(namesIn(wish)));
    return Optional.of(new NetworkSubjects(names));
  }

  /**
   * Whether all that others name was looked at with these: the link that carries the session is,
   * whether it is named or not.
   *
   * @param seen what was read then
   */
  public boolean covers(NetworkSubjects others, @Nullable NodeNetwork seen) {
    return others.names.stream().allMatch(name -> names.contains(name) || isRead(name, seen));
  }

  private static boolean isRead(String link, @Nullable NodeNetwork seen) {
    ControlPath control = seen == null ? null : seen.control();
    return seen != null
        && control != null
        && control.egress().text().equals(link)
        && seen.state().sysctls().keySet().stream()
            .anyMatch(path -> path.contains("/conf/" + link + "/"));
  }

  /** In the order in which the script is to look. */
  public List<String> sorted() {
    return List.copyOf(new TreeSet<>(names));
  }

  private static List<String> namesIn(NetworkResource wish) {
    if (wish instanceof NetworkResource.Bridge bridge) {
      List<InterfaceName> links = new ArrayList<>();
      Stream.of(bridge.name(), bridge.adopt(), bridge.giveBack())
          .filter(Objects::nonNull)
          .forEach(links::add);
      links.addAll(bridge.ports() == null ? List.of() : bridge.ports());
      if (bridge.ovs() != null) {
        bridge.ovs().internal().forEach(internal -> links.add(internal.name()));
      }
      return text(links.stream());
    } else if (wish instanceof NetworkResource.LinkAddresses addresses) {
      return text(Stream.of(addresses.link()));
    } else if (wish instanceof NetworkResource.RouteEntry route) {
      return text(Stream.ofNullable(route.route().dev()));
    } else if (wish instanceof NetworkResource.Vlan vlan) {
      return text(Stream.concat(Stream.of(vlan.name()), Stream.ofNullable(vlan.link())));
    } else if (wish instanceof NetworkResource.Macvlan macvlan) {
      return text(Stream.concat(Stream.of(macvlan.name()), Stream.ofNullable(macvlan.link())));
    } else if (wish instanceof NetworkResource.Veth veth) {
      return Stream.concat(Stream.of(veth.end()), Stream.ofNullable(veth.peer()))
          .flatMap(NetworkSubjects::ofEnd)
          .toList();
    }
    if (wish instanceof NetworkResource.HostEnd end) {
      return text(Stream.concat(Stream.of(end.name()), Stream.ofNullable(end.bridge())));
    }
    if (wish instanceof NetworkResource.ContainerLinks links) {
      return text(
          Stream.of(links.bridges(), links.macvlans(), links.vlans().keySet())
              .flatMap(Collection::stream));
    }
    return wish instanceof NetworkResource.Namespace space
        ? List.of("@" + space.name())
        : List.of();
  }

  private static Stream<String> ofEnd(NetworkResource.End end) {
    Stream<String> bridge = Stream.ofNullable(end.bridge()).map(InterfaceName::text);
    return end.namespace() == null
        ? Stream.concat(Stream.of(end.name().text()), bridge)
        : Stream.of("@" + end.namespace());
  }

  private static List<String> text(Stream<InterfaceName> links) {
    return links.map(InterfaceName::text).toList();
  }
}
