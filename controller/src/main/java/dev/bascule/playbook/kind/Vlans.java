package dev.bascule.playbook.kind;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.Value;
import dev.bascule.network.PortVlans;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a bridge, each with the VLANs that it is a member of, where they are said.
 *
 * <pre>
 * ports: [eth0, {name: eth1, pvid: 10, tagged: [20, 30-40]}]
 * self: {tagged: [20]}                       # the bridge's own membership
 * </pre>
 */
final class Vlans {
  static final List<String> OF_SELF = List.of("pvid", "untagged", "tagged");
  private static final List<String> OF_PORT = List.of("name", "pvid", "untagged", "tagged");
  private static final ValueType<Integer> ID = NetworkTypes.whole(1, 4094);

  private Vlans() {}

  /** A port, and its VLANs; null where nothing is said of them. */
  record Port(InterfaceName name, @Nullable PortVlans vlans, Position at) {}

  static Port port(Located value) throws Unresolved {
    if (!(value.value() instanceof Value.Fields)) {
      return new Port(NetworkTypes.link(value), null, value.position());
    }
    Inner keys = Inner.of(value, OF_PORT);
    return new Port(keys.get("name", NetworkTypes::link), vlans(keys), value.position());
  }

  static PortVlans self(Located value) throws Unresolved {
    PortVlans vlans = vlans(Inner.of(value, OF_SELF));
    if (vlans == null) {
      throw value.wrong("'self' says no VLAN", "add 'pvid' or 'tagged'");
    }
    return vlans;
  }

  /** The memberships, by the name of the port. */
  static Map<InterfaceName, PortVlans> of(
      InterfaceName bridge, List<Port> ports, @Nullable PortVlans self) throws Unresolved {
    Map<InterfaceName, PortVlans> all = new TreeMap<>();
    Set<InterfaceName> names = new HashSet<>();
    for (Port port : ports) {
      if (port.vlans() != null) {
        all.put(port.name(), port.vlans());
      }
      if (!names.add(port.name()) && all.containsKey(port.name())) {
        throw new Unresolved(
            ProblemCode.BAD_VALUE,
            port.at(),
            "port '" + port.name() + "' is named twice",
            "say all its VLANs at one place");
      }
    }
    if (self != null) {
      all.put(bridge, self);
    }
    return all;
  }

  /** Those of a mapping that has the keys {@code pvid}, {@code untagged} and {@code tagged}. */
  static @Nullable PortVlans vlans(Inner keys) throws Unresolved {
    Integer pvid = keys.maybe("pvid", Vlans::pvid);
    List<List<Integer>> untagged = keys.maybe("untagged", NetworkTypes.some(Vlans::range));
    List<List<Integer>> tagged = keys.maybe("tagged", NetworkTypes.some(Vlans::range));
    if (pvid == null && untagged != null) {
      throw new Unresolved(
          ProblemCode.MISSING_KEY,
          keys.place().field("untagged").position(),
          "'untagged' goes with 'pvid'",
          "add 'pvid: …', or 'pvid: none'");
    }
    if (pvid == null && tagged == null) {
      return null;
    }
    Set<Integer> without = untagged == null ? own(pvid) : set(keys, "untagged", untagged);
    Set<Integer> with = tagged == null ? null : set(keys, "tagged", tagged);
    for (int id : with == null ? Set.<Integer>of() : with) {
      if (without.contains(id)) {
        throw new Unresolved(
            ProblemCode.KEYS_CONFLICT,
            keys.place().field("tagged").position(),
            "VLAN " + id + " is tagged and untagged on one port",
            untagged == null
                ? "its 'pvid' is untagged unless 'untagged' says otherwise; leave it out of 'tagged'"
                : "leave it out of one of them");
      }
    }
    return new PortVlans(pvid, without, with);
  }

  private static Set<Integer> own(@Nullable Integer pvid) {
    return pvid == null || pvid == PortVlans.NONE ? Set.of() : Set.of(pvid);
  }

  private static Integer pvid(Located value) throws Unresolved {
    return value.text().equals("none") ? Integer.valueOf(PortVlans.NONE) : ID.read(value);
  }

  // 20, or 30-40
  private static List<Integer> range(Located value) throws Unresolved {
    String[] ends = value.text().split("-", 2);
    int first = ID.read(end(value, ends[0]));
    int last = ends.length == 1 ? first : ID.read(end(value, ends[1]));
    if (last < first) {
      throw value.wrong(
          value.what() + ": '" + value.text() + "' ends before it begins",
          "write " + last + "-" + first);
    }
    List<Integer> all = new ArrayList<>();
    for (int id = first; id <= last; id++) {
      all.add(id);
    }
    return all;
  }

  private static Located end(Located value, String text) {
    return new Located(value.what(), new Value.Text(text.strip()), value.node());
  }

  private static Set<Integer> set(Inner keys, String key, List<List<Integer>> ranges)
      throws Unresolved {
    Set<Integer> all = new TreeSet<>();
    for (List<Integer> range : ranges) {
      for (int id : range) {
        if (!all.add(id)) {
          throw new Unresolved(
              ProblemCode.BAD_VALUE,
              keys.place().field(key).position(),
              "'" + key + "' names VLAN " + id + " twice",
              "remove one");
        }
      }
    }
    return all;
  }
}
