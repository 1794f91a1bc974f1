package dev.bascule.playbook.kind;

import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcInterface;
import dev.bascule.container.lxc.LxcNames;
import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.lxc.LxcType;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkResource.ContainerLinks;
import dev.bascule.source.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A container of LXC.
 *
 * <pre>
 * container:
 *   runtime: lxc
 *   name: dmzmaster01
 *   interfaces:
 *     - {type: veth, bridge: lxcbr0, addresses: [10.0.3.251/24], gateway: 10.0.3.1}
 *     - {type: macvlan, link: lxcbr1, mode: bridge, addresses: [10.0.5.5/24]}
 *   restart: allowed         # or never, which it is where it is not said
 *   folder: /var/lib/lxc     # which it is where it is not said
 * </pre>
 */
final class LxcReader {
  private final Field<String> name;
  private final Field<AbsolutePath> folder;
  private final Field<List<LxcKeys>> interfaces;
  private final Field<String> restart;

  private LxcReader(Arguments arguments) {
    arguments.required("runtime", Types.oneOf(List.of("lxc")));
    name = arguments.required("name", LxcReader::name);
    folder = arguments.optional("folder", Types::path);
    interfaces = arguments.optional("interfaces", NetworkTypes.some(LxcKeys::of));
    restart = arguments.optional("restart", Types.oneOf(List.of("allowed", "never")));
    arguments.optional("shared", Types::truth);
  }

  static Kind.Maker read(Arguments arguments) {
    return new LxcReader(arguments)::make;
  }

  private static String name(Located value) throws Unresolved {
    String text = value.text();
    if (!LxcPlace.isValid(text)) {
      throw value.wrong(
          value.what() + ": '" + text + "' is not a container's name",
          "letters, digits and . _ -, at most 64, as lxc-ls prints it");
    }
    return text;
  }

  private List<Desired> make(FieldValues values, Evaluation evaluation) throws Unresolved {
    LxcPlace place = new LxcPlace(values.get(name), values.get(folder, LxcPlace.USUAL));
    List<LxcKeys> keys = values.maybe(interfaces);
    List<LxcInterface> all = null;
    if (keys != null) {
      all = new ArrayList<>();
      for (LxcKeys each : keys) {
        all.add(each.made(place, evaluation.node(), all.size()));
      }
      check(all, keys);
    }
    List<LxcInterface> known = all == null ? List.of() : all;
    return List.of(
        new ContainerLinks(
            place.name(),
            links(known, each -> each.type() == LxcType.VETH),
            links(known, each -> each.type() == LxcType.MACVLAN),
            vlans(known),
            links(known, LxcInterface::hasWholeLink)),
        new LxcContainer(place, all, values.get(restart, "never").equals("allowed")));
  }

  private static List<InterfaceName> links(List<LxcInterface> all, Predicate<LxcInterface> which) {
    return all.stream()
        .filter(which)
        .map(LxcInterface::link)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static Map<InterfaceName, Set<Integer>> vlans(List<LxcInterface> all) {
    Map<InterfaceName, Set<Integer>> vlans = new TreeMap<>();
    for (LxcInterface each : all) {
      if (each.type() == LxcType.VLAN && each.link() != null && each.vlan() != null) {
        vlans.computeIfAbsent(each.link(), link -> new TreeSet<>()).add(each.vlan());
      }
    }
    return vlans;
  }

  private static void check(List<LxcInterface> all, List<LxcKeys> keys) throws Unresolved {
    List<String> names = LxcNames.of(all);
    Set<String> known = new HashSet<>();
    boolean[] gateways = new boolean[2];
    for (int i = 0; i < all.size(); i++) {
      Located at = keys.get(i).place();
      if (all.size() > 1 && all.get(i).type() == LxcType.NONE) {
        throw new Unresolved(
            ProblemCode.KEYS_CONFLICT,
            at.field("type").position(),
            "'type: none' shares the node's network, and so leaves no room for other interfaces",
            "remove one of them");
      }
      if (!names.get(i).isEmpty() && !known.add(names.get(i))) {
        throw new Unresolved(
            ProblemCode.MANAGED_TWICE,
            at.position(),
            "two interfaces of this container are called " + names.get(i),
            "give each a 'name' of its own");
      }
      gateways(all.get(i), gateways, at);
    }
  }

  private static void gateways(LxcInterface each, boolean[] seen, Located at) throws Unresolved {
    for (var gateway : each.gateways()) {
      int family = gateway.isV6() ? 1 : 0;
      if (seen[family]) {
        throw new Unresolved(
            ProblemCode.TWO_DEFAULT_ROUTES,
            at.field("gateway").position(),
            "another interface of this container has a gateway of that family already",
            "it is the default route inside, and there is one; keep one of them");
      }
      seen[family] = true;
    }
  }
}
