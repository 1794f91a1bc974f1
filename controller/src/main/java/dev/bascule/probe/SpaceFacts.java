package dev.bascule.probe;

import dev.bascule.model.Value;
import dev.bascule.network.space.NetworkSpace;
import dev.bascule.network.space.Place;
import dev.bascule.network.space.SpaceLink;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.Spaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts about other network namespaces, and which of the node's links lead into them. */
final class SpaceFacts {
  private SpaceFacts() {}

  /** Adds the list of namespaces, and to the node's interfaces their numbers and other ends. */
  static void add(Spaces spaces, Map<String, Value> facts) {
    List<Value> all = new ArrayList<>();
    spaces.all().forEach(space -> all.add(space(spaces, space)));
    facts.computeIfPresent("interfaces", (name, list) -> interfaces(spaces, list));
    facts.put("namespaces", new Value.Items(all));
  }

  private static Value interfaces(Spaces spaces, Value list) {
    if (!(list instanceof Value.Items items)) {
      return list;
    }
    List<Value> all = new ArrayList<>();
    for (Value item : items.items()) {
      all.add(item instanceof Value.Fields fields ? withNumbers(spaces, fields) : item);
    }
    return new Value.Items(all);
  }

  private static Value withNumbers(Spaces spaces, Value.Fields fields) {
    String name = fields.fields().get("name") instanceof Value.Scalar text ? text.text() : "";
    Map<String, Value> more = new LinkedHashMap<>(fields.fields());
    spaces.own().stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .ifPresent(link -> numbers(link, more));
    end(spaces, new Place(null, name), more);
    return new Value.Fields(more);
  }

  private static void numbers(SpaceLink link, Map<String, Value> fields) {
    fields.put("index", new Value.Int(link.index()));
    if (link.below() != link.index() && link.below() > 0) {
      fields.put("link_index", new Value.Int(link.below()));
    }
  }

  /** What is at the other end, or may be. */
  private static void end(Spaces spaces, Place place, Map<String, Value> fields) {
    Optional.ofNullable(spaces.pairs().get(place))
        .ifPresent(other -> fields.put("peer", new Value.Fields(place(other))));
    List<Value> open = new ArrayList<>();
    spaces
        .open()
        .getOrDefault(place, List.of())
        .forEach(other -> open.add(new Value.Fields(place(other))));
    if (!open.isEmpty()) {
      fields.put("peer_may_be", new Value.Items(open));
    }
    String base = spaces.stands().get(place);
    if (base != null) {
      fields.put("stands_on", new Value.Text(base));
    }
  }

  private static Map<String, Value> place(Place place) {
    Map<String, Value> fields = new LinkedHashMap<>();
    SpaceOwner owner = place.owner();
    if (owner != null) {
      fields.put(owner.sort().word(), new Value.Text(owner.name()));
    }
    fields.put("interface", new Value.Text(place.link()));
    return fields;
  }

  private static Value space(Spaces spaces, NetworkSpace space) {
    Map<String, Value> fields = new LinkedHashMap<>();
    SpaceOwner owner = space.owner();
    fields.put(owner.sort().word(), new Value.Text(owner.name()));
    if (owner.sort().isContainer()) {
      fields.put("runtime", new Value.Text(owner.id().split(" ", 2)[0]));
    }
    List<Value> links = new ArrayList<>();
    space.links().forEach(link -> links.add(link(spaces, space, link)));
    fields.put("interfaces", new Value.Items(links));
    return new Value.Fields(fields);
  }

  private static Value link(Spaces spaces, NetworkSpace space, SpaceLink link) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Text(link.name()));
    if (link.mac() != null) {
      fields.put("mac", new Value.Text(link.mac().toString()));
    }
    List<Value> addresses = new ArrayList<>();
    link.addresses().forEach(address -> addresses.add(new Value.Text(address.toString())));
    fields.put("addresses", new Value.Items(addresses));
    space.gateways().getOrDefault(link.name(), List.of()).stream()
        .findFirst()
        .ifPresent(gateway -> fields.put("gateway", new Value.Text(gateway.toString())));
    numbers(link, fields);
    end(spaces, new Place(space.owner(), link.name()), fields);
    return new Value.Fields(fields);
  }
}
