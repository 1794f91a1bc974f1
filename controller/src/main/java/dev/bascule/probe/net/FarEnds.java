package dev.bascule.probe.net;

import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the other ends of pairs in the namespaces that were looked into: without its name and place
 * a pair that is removed could not be made again. Each end names the other's index.
 */
final class FarEnds {
  private final Map<String, LinkLine> here;
  private final Map<String, Collection<LinkLine>> there = new TreeMap<>();

  private FarEnds(Part own, Part node, Collection<String> namespaces) {
    this.here = LinkLine.read(own.lines("link"), SysText.read(own));
    for (String name : namespaces) {
      Part inside = Part.namespace(node.frames(), name);
      there.put(name, LinkLine.read(inside.lines("link")).values());
    }
  }

  /** The links, their other ends named where exactly one fits. */
  static List<Link> named(List<Link> links, Part node, Collection<String> namespaces) {
    FarEnds ends = new FarEnds(node, node, namespaces);
    return links.stream().map(ends::named).toList();
  }

  /** The same for the links of a namespace: their other ends in others, which they tell by name. */
  static NetworkState between(NetworkState inside, String own, Part node, Collection<String> all) {
    FarEnds ends = new FarEnds(Part.namespace(node.frames(), own), node, all);
    return inside.withLinks(
        inside.links().stream()
            .map(link -> isToldElsewhere(link, own) ? ends.named(link) : link)
            .toList());
  }

  private static boolean isToldElsewhere(Link link, String own) {
    return link.kind() instanceof LinkKind.Veth veth
        && veth.peerNamespace() != null
        && !veth.peerNamespace().equals(own);
  }

  private Link named(Link link) {
    LinkLine line = here.get(link.name().text());
    if (line == null || !(link.kind() instanceof LinkKind.Veth veth) || veth.peer() != null) {
      return link;
    }
    List<LinkKind> fitting = new ArrayList<>();
    there.forEach(
        (namespace, lines) -> {
          if (isOrMayBe(veth.peerNamespace(), namespace)) {
            lines.stream()
                .filter(far -> arePair(line, far))
                .flatMap(far -> Words.link(far.name()).stream())
                .forEach(name -> fitting.add(new LinkKind.Veth(name, namespace)));
          }
        });
    return fitting.size() == 1 ? link.withKind(fitting.get(0)) : link;
  }

  private static boolean isOrMayBe(@Nullable String told, String namespace) {
    return told == null || told.equals(namespace);
  }

  private static boolean arePair(LinkLine one, LinkLine other) {
    return one.at().equals("if" + other.index()) && other.at().equals("if" + one.index());
  }
}
