package dev.bascule.inventory;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.source.Position;
import dev.bascule.source.Problems;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hosts, groups and their variables. Made by {@link InventoryLoader}. */
public final class Inventory {
  private final Map<String, Host> hosts;
  private final Map<String, Group> groups;
  private final Map<String, Map<String, Variable>> groupVariables;
  private final Reading reading;

  Inventory(
      Map<String, Host> hosts,
      Map<String, Group> groups,
      Map<String, Map<String, Variable>> groupVariables,
      Reading reading) {
    this.hosts = Collections.unmodifiableMap(hosts);
    this.groups = Collections.unmodifiableMap(groups);
    this.groupVariables = groupVariables;
    this.reading = reading;
  }

  /** All hosts, in the order of {@code all}. */
  public List<Host> hosts() {
    return hostsOf(InventoryDraft.ALL);
  }

  /** A host by name. */
  public Optional<Host> host(NodeName name) {
    return Optional.ofNullable(hosts.get(name.text()));
  }

  /** All groups, {@code all} first, then in the order of their first mention. */
  public List<Group> groups() {
    return List.copyOf(groups.values());
  }

  /** A group by name. */
  public Optional<Group> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  /** The hosts of a group and of the groups in it, each once, nearer groups first. */
  public List<Host> hostsOf(String group) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(group);
    while (!open.isEmpty()) {
      Group next = groups.get(open.remove());
      if (next != null && seen.add(next.name())) {
        names.addAll(next.hosts());
        open.addAll(next.children());
      }
    }
    return names.stream().flatMap(name -> Optional.ofNullable(hosts.get(name)).stream()).toList();
  }

  /**
   * The hosts that a pattern names, as in {@code hosts:} of a play. A term that names nothing is a
   * problem.
   *
   * @param at where the pattern stands, null for a command-line argument
   */
  public List<Host> select(String pattern, @Nullable Position at, Problems problems) {
    return HostPattern.parse(pattern, at, problems).select(this, problems);
  }

  /** How a node is reached, by the variables of the inventory alone. */
  public ConnectionSettings settings(Host host, Problems problems) {
    return settings(host, host.vars(), problems);
  }

  /**
   * How a node is reached. Passwords become secrets of this run.
   *
   * @param variables all that hold for the node, those of plays and {@code -e} included, with their
   *     expressions resolved
   */
  public ConnectionSettings settings(Host host, Map<String, Value> variables, Problems problems) {
    return new ConnectionVariables(
            host.name(),
            variables,
            name -> place(host, name, variables.get(name)),
            reading.secrets(),
            problems)
        .read();
  }

  // What comes from elsewhere, such as -e, does not stand where the inventory has its own.
  private static Optional<Position> place(Host host, String name, @Nullable Value value) {
    Value own = host.vars().get(name);
    return value == null || value.equals(own) ? host.position(name) : Optional.empty();
  }

  /** What inventory scripts said on stderr although they succeeded; for the user to see. */
  public List<String> notes() {
    return List.copyOf(reading.notes());
  }

  Map<String, Host> hostsByName() {
    return hosts;
  }

  Map<String, Group> groupsByName() {
    return groups;
  }

  Map<String, Variable> variablesOf(String group) {
    return groupVariables.getOrDefault(group, new LinkedHashMap<>());
  }
}
