package dev.bascule.playbook.kind;

import dev.bascule.container.Container;
import dev.bascule.container.Veth;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.NetworkResource.HostEnd;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network of a container: its interfaces, inside and on the node, and the files that keep them.
 *
 * <pre>
 * container:
 *   runtime: openvz
 *   id: 101
 *   interfaces:
 *     - {type: veth, name: eth0, bridge: br0, addresses: [85.86.87.195/26], gateway: 85.86.87.193}
 *     - {type: veth, name: eth1, addresses: [10.0.0.1/32], uplink: eth0}
 *     - {type: venet, addresses: [10.0.0.7, "2001:db8::7"]}
 *   nameservers: [192.0.2.53]
 *   search_domains: [example.net]
 *   hooks: script            # or vznetaddbr, or none
 * container: {runtime: openvz, id: 101, interfaces: […], state: absent}
 * container: {runtime: lxc, name: web, interfaces: […], restart: allowed}
 * </pre>
 */
final class ContainerKind implements NetworkKind {
  @Override
  public String name() {
    return "container";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("container: {runtime: openvz, id: 101, interfaces: […]}");
    NetworkKind.noHandler(arguments, "container");
    if (is(arguments, "lxc")) {
      return LxcReader.read(arguments);
    }
    if (is(arguments, "proxmox")) {
      return PveReader.read(arguments);
    }
    Keys keys = Keys.read(arguments);
    return keys::make;
  }

  // Which keys there are depends on it.
  private static boolean is(Arguments arguments, String runtime) {
    return arguments.raw("runtime").orElse(null) instanceof Scalar scalar
        && scalar.text().equals(runtime);
  }

  private record Keys(
      Field<String> runtime,
      Field<ContainerId> id,
      Field<List<InterfaceKeys>> interfaces,
      Field<List<IpAddress>> nameservers,
      Field<List<String>> searchDomains,
      Field<String> hooks,
      Field<String> state,
      Field<Boolean> shared) {

    static Keys read(Arguments arguments) {
      return new Keys(
          arguments.required("runtime", Keys::runtime),
          arguments.required("id", ContainerTypes::id),
          arguments.optional("interfaces", NetworkTypes.some(InterfaceKeys::of)),
          arguments.optional("nameservers", NetworkTypes.some(NetworkTypes::ip)),
          arguments.optional("search_domains", NetworkTypes.some(ContainerTypes::domain)),
          arguments.optional("hooks", Types.oneOf(List.of("script", "vznetaddbr", "none"))),
          arguments.optional("state", Types.oneOf(List.of("present", "absent"))),
          arguments.optional("shared", Types::truth));
    }

    private static String runtime(Located value) throws Unresolved {
      String runtime = value.text();
      if (runtime.equals("lxc") || runtime.equals("proxmox")) {
        throw new Unresolved(
            ProblemCode.BAD_VALUE,
            value.position(),
            "'runtime: " + runtime + "' is written as it is, not by an expression",
            "its other keys are not those of openvz; two tasks with 'when' do for both");
      }
      return Types.oneOf(List.of("openvz", "lxc", "proxmox")).read(value);
    }

    List<Desired> make(FieldValues values, Evaluation evaluation) throws Unresolved, FactsNeeded {
      ContainerId ct = values.get(id);
      boolean present = values.get(state, "present").equals("present");
      String how = values.get(hooks, "script");
      List<InterfaceKeys> all = values.get(interfaces, List.of());
      List<Veth> veths = veths(ct, all, evaluation);
      List<Cidr> venet = venet(all);
      if (how.equals("vznetaddbr")) {
        withoutVlans(all);
        withBridges(all, veths);
      }
      Map<InterfaceName, InterfaceName> uplinks = uplinks(all);
      Map<String, Optional<String>> settings = new LinkedHashMap<>();
      if (how.equals("script")) {
        settings.putAll(ContainerSettings.of(veths, uplinks));
      }
      List<Desired> wanted = new ArrayList<>();
      if (present) {
        wanted.addAll(new ContainerFiles(arguments(), evaluation, how).of(venet, veths, uplinks));
        veths.stream().filter(Veth::present).forEach(veth -> wanted.add(end(veth, how)));
      }
      wanted.add(
          new Container(
              ct,
              present,
              veths,
              venet,
              values.maybe(nameservers),
              values.maybe(searchDomains),
              settings,
              !how.equals("vznetaddbr")));
      return wanted;
    }

    private static void withoutVlans(List<InterfaceKeys> all) throws Unresolved {
      for (InterfaceKeys keys : all) {
        if (keys.vlan() != null) {
          throw new Unresolved(
              ProblemCode.KEYS_CONFLICT,
              keys.position(),
              "'vlan' needs 'hooks: script': vznetaddbr knows no VLANs",
              "remove one of them");
        }
      }
    }

    private static void withBridges(List<InterfaceKeys> all, List<Veth> veths) throws Unresolved {
      for (Veth veth : veths) {
        if (veth.present() && veth.bridge() == null && veth.addresses() != null) {
          throw new Unresolved(
              ProblemCode.KEYS_CONFLICT,
              all.get(0).position(),
              "'" + veth.name() + "' has no bridge, and 'hooks: vznetaddbr' gives nothing else",
              "'hooks: script' routes to its addresses at each start");
        }
      }
    }

    private YamlNode arguments() {
      return FieldValues.place(id);
    }

    // vznetaddbr does without routes over the bridge.
    private static HostEnd end(Veth veth, String hooks) {
      List<Cidr> addresses = veth.addresses();
      boolean routes = veth.bridge() == null || !hooks.equals("vznetaddbr");
      return new HostEnd(
          veth.host(),
          veth.bridge(),
          veth.vlan(),
          addresses == null || !routes ? List.of() : addresses);
    }

    private static Map<InterfaceName, InterfaceName> uplinks(List<InterfaceKeys> all)
        throws Unresolved {
      Map<InterfaceName, InterfaceName> uplinks = new LinkedHashMap<>();
      for (InterfaceKeys keys : all) {
        InterfaceName uplink = keys.isVenet() ? null : keys.uplink();
        if (uplink != null) {
          uplinks.put(keys.name(), uplink);
        }
      }
      return uplinks;
    }

    private List<Veth> veths(ContainerId ct, List<InterfaceKeys> all, Evaluation evaluation)
        throws Unresolved {
      Map<Object, InterfaceKeys> known = new LinkedHashMap<>();
      Map<Boolean, Veth> ways = new LinkedHashMap<>();
      Map<IpAddress, Veth> nodes = new LinkedHashMap<>();
      List<Veth> veths = new ArrayList<>();
      long count = all.stream().filter(keys -> !keys.isVenet()).count();
      for (InterfaceKeys keys : all) {
        if (keys.isVenet()) {
          continue;
        }
        Veth veth = keys.veth(ct, evaluation.node());
        once(known, "inside " + veth.name(), veth.name().text(), keys);
        once(known, "host " + veth.host(), veth.host().text(), keys);
        veths.add(veth);
        gateways(ways, veth, keys);
        nodeOnce(nodes, veth, keys);
        if (count > 1 && !veth.name().text().matches("[A-Za-z0-9_]+")) {
          throw new Unresolved(
              ProblemCode.BAD_INTERFACE_NAME,
              keys.position(),
              "'" + veth.name() + "' cannot stand in the name of a setting",
              "of several interfaces each has its own settings: letters, digits and _ only");
        }
      }
      return veths;
    }

    // Inside there is one default route a family: each apply would move it to the other interface.
    private static void gateways(Map<Boolean, Veth> first, Veth veth, InterfaceKeys keys)
        throws Unresolved {
      for (IpAddress gateway : veth.present() ? veth.gateways() : List.<IpAddress>of()) {
        Veth other = first.putIfAbsent(gateway.isV6(), veth);
        if (other != null) {
          throw new Unresolved(
              ProblemCode.TWO_DEFAULT_ROUTES,
              keys.place("gateway"),
              "'" + other.name() + "' of this container has a gateway of that family already",
              "it is the default route inside, and there is one; keep one of them");
        }
      }
    }

    private static void nodeOnce(Map<IpAddress, Veth> first, Veth veth, InterfaceKeys keys)
        throws Unresolved {
      IpAddress node = veth.present() ? veth.nodeAddress() : null;
      Veth other = node == null ? null : first.putIfAbsent(node, veth);
      if (other != null) {
        throw new Unresolved(
            ProblemCode.MANAGED_TWICE,
            keys.place("hardware_node"),
            "'" + other.name() + "' of this container has the route to " + node + " already",
            "inside there is one; keep one of them");
      }
    }

    private static void once(
        Map<Object, InterfaceKeys> known, String key, String name, InterfaceKeys keys)
        throws Unresolved {
      InterfaceKeys first = known.putIfAbsent(key, keys);
      if (first != null) {
        throw new Unresolved(
            ProblemCode.MANAGED_TWICE,
            keys.position(),
            "two interfaces of this container are called " + name,
            key.startsWith("host ")
                ? "OpenVZ names the node's end after the first digits in 'name'; give 'host_name'"
                : "the other is at " + first.position());
      }
    }

    private static @Nullable List<Cidr> venet(List<InterfaceKeys> all) throws Unresolved {
      List<InterfaceKeys> venets = all.stream().filter(InterfaceKeys::isVenet).toList();
      Set<Cidr> addresses = new LinkedHashSet<>();
      for (InterfaceKeys keys : venets) {
        addresses.addAll(keys.venet());
      }
      return venets.isEmpty() ? null : List.copyOf(addresses);
    }
  }
}
