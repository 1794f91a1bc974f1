package dev.bascule.network;

import dev.bascule.model.Change.Detail;
import dev.bascule.model.Change.Layer;
import dev.bascule.model.Change.Verb;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.NetworkChange.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Links that come, go or change; a port shows at its bridge. */
final class LinkChanges {
  private final NetworkState from;
  private final NetworkState to;
  private final Effects effects;
  private final List<NetworkChange> changes = new ArrayList<>();

  private LinkChanges(NetworkState from, NetworkState to, Effects effects) {
    this.from = from;
    this.to = to;
    this.effects = effects;
  }

  static List<NetworkChange> between(NetworkState from, NetworkState to, Effects effects) {
    LinkChanges all = new LinkChanges(from, to, effects);
    for (Link after : to.links()) {
      all.compare(from.link(after.name()).orElse(null), after);
    }
    for (Link before : from.links()) {
      if (to.link(before.name()).isEmpty()) {
        all.compare(before, null);
      }
    }
    return all.changes;
  }

  private void compare(@Nullable Link before, @Nullable Link after) {
    Link one = Objects.requireNonNull(after == null ? before : after);
    List<Detail> details = new ArrayList<>();
    ports(details, one.name());
    kinds(details, before, after);
    // Which MAC a new link gets without anybody's wish is not worth a line.
    if (before != null || one.macPinned()) {
      differ(details, "mac", mac(before), mac(after));
    }
    differ(
        details, "mtu", before == null ? null : before.mtu(), after == null ? null : after.mtu());
    if (before != null && after != null) {
      differ(details, "up", before.up(), after.up());
    }
    if (after != null && after.port().containsKey(OvsVlans.OPTION)) {
      ovs(details, before, after);
    } else {
      if (before != null && after != null && same(before.master(), after.master())) {
        differ(details, "port", before.port(), after.port());
      }
      vlans(details, before, after);
    }
    if (before == null || after == null || !details.isEmpty()) {
      Verb verb = before == null ? Verb.CREATE : after == null ? Verb.REMOVE : Verb.UPDATE;
      changes.add(new NetworkChange(verb, name(one), details, effect(after, one), layer(one)));
    }
  }

  // What Open vSwitch has it has in its database, and makes it again at the next boot.
  private static Layer layer(Link one) {
    boolean ovs = one.isOfOvs() || one.port().containsKey(OvsVlans.OPTION);
    return ovs ? Layer.BOTH : Layer.RUNTIME;
  }

  private static void ovs(List<Detail> details, @Nullable Link before, Link after) {
    boolean stays = before != null && same(before.master(), after.master());
    String old =
        stays && before != null ? before.port().getOrDefault(OvsVlans.OPTION, "") : OvsVlans.ALL;
    differ(details, "vlans", OvsVlans.text(old), OvsVlans.text(after.port().get(OvsVlans.OPTION)));
  }

  // A new port's are worth a word where they are others than its bridge gives it.
  private void vlans(List<Detail> details, @Nullable Link before, @Nullable Link after) {
    if (after == null) {
      return;
    }
    boolean stays = before != null && same(before.master(), after.master());
    Map<Integer, String> old = stays && before != null ? before.vlans() : given(after);
    if (!old.equals(after.vlans()) && (stays || !after.vlans().isEmpty())) {
      differ(details, "vlans", PortVlans.text(old), PortVlans.text(after.vlans()));
    }
  }

  private Map<Integer, String> given(Link link) {
    InterfaceName bridge = link.bridge().isPresent() ? link.name() : link.master();
    return bridge == null ? Map.of() : to.link(bridge).map(PortVlans::given).orElse(Map.of());
  }

  private static boolean same(@Nullable InterfaceName one, @Nullable InterfaceName other) {
    return Objects.equals(one, other);
  }

  private Effect effect(@Nullable Link after, Link one) {
    Effect effect = effects.ports(one.name(), moving(one.name()));
    return after == null ? effect : effects.stp(after, effect);
  }

  // The ports that one state has and the other has not.
  private List<InterfaceName> moving(InterfaceName bridge) {
    Set<InterfaceName> before = ports(from, bridge);
    Set<InterfaceName> after = ports(to, bridge);
    Set<InterfaceName> moving = new TreeSet<>(before);
    moving.addAll(after);
    moving.removeIf(port -> before.contains(port) && after.contains(port));
    return List.copyOf(moving);
  }

  private static Set<InterfaceName> ports(NetworkState state, InterfaceName bridge) {
    Set<InterfaceName> names = new TreeSet<>();
    state.ports(bridge).forEach(port -> names.add(port.name()));
    return names;
  }

  private void ports(List<Detail> details, InterfaceName bridge) {
    differ(details, "ports", listed(ports(from, bridge)), listed(ports(to, bridge)));
  }

  private static @Nullable String listed(Set<InterfaceName> names) {
    return names.isEmpty() ? null : String.join(" ", names.stream().map(Object::toString).toList());
  }

  private static void kinds(List<Detail> details, @Nullable Link before, @Nullable Link after) {
    Map<String, String> old = options(before);
    Map<String, String> next = options(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(next.keySet());
    if (before == null || after == null) {
      // Of a bridge with all its options, those that decide.
      names.removeIf(
          name ->
              old.size() + next.size() > 4
                  && !List.of("stp_state", "forward_delay", "vlan_filtering").contains(name));
    }
    names.forEach(name -> differ(details, name, old.get(name), next.get(name)));
  }

  private static Map<String, String> options(@Nullable Link link) {
    if (link == null) {
      return Map.of();
    }
    LinkKind kind = link.kind();
    if (kind instanceof LinkKind.Bridge bridge) {
      return bridge.options();
    }
    if (kind instanceof LinkKind.Vlan vlan) {
      return Map.of("link", vlan.link().text(), "id", Integer.toString(vlan.id()));
    }
    if (kind instanceof LinkKind.OvsBridge bridge) {
      return Map.of("datapath", bridge.datapath());
    }
    return kind instanceof LinkKind.Macvlan macvlan
        ? Map.of("link", macvlan.link().text(), "mode", macvlan.mode())
        : Map.of();
  }

  private static @Nullable String mac(@Nullable Link link) {
    return link == null || link.mac() == null ? null : link.mac().text();
  }

  private static void differ(
      List<Detail> details, String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      details.add(
          new Detail(
              name,
              before == null ? null : before.toString(),
              after == null ? null : after.toString()));
    }
  }

  private static String name(Link link) {
    LinkKind kind = link.kind();
    if (link.isOfOvs()) {
      return (link.isOvsBridge() ? "bridge " : "internal port ") + link.name();
    }
    boolean plain = kind instanceof LinkKind.Hardware || kind instanceof LinkKind.Other;
    return (plain ? "link" : kind.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        + " "
        + link.name();
  }
}
