package dev.bascule.inventory;

import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Groups and hosts as the sources name them, one source after the other. */
final class InventoryDraft {
  static final String ALL = "all";
  static final String UNGROUPED = "ungrouped";
  private static final String PRIORITY = "ansible_group_priority";

  // A name with one of these could never be written in a host pattern.
  private static final Pattern GROUP_NAME =
      Pattern.compile("[^\\s,:\\[\\]*?!&~@{}'\"#][^\\s,:\\[\\]*?{}'\"#]*");

  private final Map<String, GroupDraft> groups = new LinkedHashMap<>();
  private final Map<String, HostDraft> hosts = new LinkedHashMap<>();
  private final Reading reading;
  private String source = "";

  InventoryDraft(Reading reading) {
    this.reading = reading;
    GroupDraft all = groups.computeIfAbsent(ALL, GroupDraft::new);
    link(all, groups.computeIfAbsent(UNGROUPED, GroupDraft::new));
  }

  Reading reading() {
    return reading;
  }

  /** Names the file that is read from here on. */
  void startSource(String name) {
    source = name;
  }

  Collection<GroupDraft> groups() {
    return groups.values();
  }

  Collection<HostDraft> hosts() {
    return hosts.values();
  }

  Optional<GroupDraft> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  /** The group of that name, made if needed; nothing if the name cannot be a group's. */
  Optional<GroupDraft> makeGroup(String name, Position at) {
    GroupDraft known = groups.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (!GROUP_NAME.matcher(name).matches()) {
      reading.problem(
          ProblemCode.GROUP_NAME,
          at,
          "'" + name + "' cannot be a group's name",
          "a name has no spaces and none of , : [ ] * ? { } ' \" # and begins with none of ! & ~ @");
      return Optional.empty();
    }
    return Optional.of(groups.computeIfAbsent(name, GroupDraft::new));
  }

  GroupDraft all() {
    return groups.computeIfAbsent(ALL, GroupDraft::new);
  }

  GroupDraft ungrouped() {
    return groups.computeIfAbsent(UNGROUPED, GroupDraft::new);
  }

  /** Puts a group into another, unless that closes a circle. */
  void addChild(GroupDraft parent, GroupDraft child, Position at) {
    if (child == all()) {
      cycle(at, "'all' holds every group and cannot be a child of '" + parent.name + "'");
    } else if (child == parent || parent.isBelow(child)) {
      cycle(at, "group '" + child.name + "' would hold itself: " + path(child, parent));
    } else {
      link(parent, child);
    }
  }

  private void cycle(Position at, String message) {
    reading.problem(ProblemCode.GROUP_CYCLE, at, message, "remove one of these children");
  }

  // The way down from a group to another, and back to the first.
  private static String path(GroupDraft from, GroupDraft to) {
    Deque<String> names = new ArrayDeque<>();
    names.addFirst(from.name);
    for (GroupDraft g = to; g != from; g = stepUp(g, from)) {
      names.addFirst(g.name);
    }
    names.addFirst(from.name);
    return String.join(" → ", names);
  }

  private static GroupDraft stepUp(GroupDraft from, GroupDraft to) {
    return from.parents.stream()
        .filter(parent -> parent == to || parent.isBelow(to))
        .findFirst()
        .orElse(to);
  }

  void link(GroupDraft parent, GroupDraft child) {
    parent.children.add(child);
    child.parents.add(parent);
  }

  /** Puts a host into a group; the host is made if needed. */
  Optional<HostDraft> addHost(GroupDraft group, String name, @Nullable Integer port, Position at) {
    HostDraft host = hosts.get(name);
    if (host == null) {
      if (!NodeName.isValid(name)) {
        reading.problem(
            ProblemCode.HOST_NAME,
            at,
            "'" + name + "' cannot be a host's name",
            "a name has letters, digits and . _ - only; give the address as ansible_host");
        return Optional.empty();
      }
      host = new HostDraft(new NodeName(name), source);
      hosts.put(name, host);
      if (port != null) {
        host.vars.put("ansible_port", new Variable(new Value.Int(port), at));
      }
    }
    join(group, host);
    return Optional.of(host);
  }

  void join(GroupDraft group, HostDraft host) {
    group.hosts.add(host);
    host.groups.add(group);
  }

  void leave(GroupDraft group, HostDraft host) {
    group.hosts.remove(host);
    host.groups.remove(group);
  }

  /** Sets a group's variable; ansible_group_priority is not one but says when the group merges. */
  void setVariable(GroupDraft group, String name, Variable variable) {
    if (!name.equals(PRIORITY)) {
      group.vars.put(name, variable);
    } else if (variable.value() instanceof Value.Int number) {
      group.priority = number.number();
    } else {
      Optional<Long> number = wholeNumber(variable.value());
      number.ifPresent(n -> group.priority = n);
      if (number.isEmpty()) {
        reading.problem(
            ProblemCode.WRONG_TYPE, variable.at(), PRIORITY + " is a whole number", null);
      }
    }
  }

  private static Optional<Long> wholeNumber(Value value) {
    return value instanceof Value.Scalar scalar && scalar.text().matches("[+-]?[0-9]{1,15}")
        ? Optional.of(Long.parseLong(scalar.text()))
        : Optional.empty();
  }
}
