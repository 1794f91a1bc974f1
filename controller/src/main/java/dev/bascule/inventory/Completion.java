package dev.bascule.inventory;

import dev.bascule.inventory.VarsPlaces.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes an inventory of a draft: {@code all}, {@code ungrouped}, depths, precedence. */
final class Completion {
  private final InventoryDraft draft;
  private final VarsPlaces places;
  private final Map<GroupDraft, Integer> depths = new HashMap<>();
  private final Map<Set<GroupDraft>, List<GroupDraft>> merged = new HashMap<>();
  private final Map<List<GroupDraft>, Map<String, Variable>> layers = new HashMap<>();

  private final Map<Place, Map<String, Map<String, Variable>>> groupFiles = new HashMap<>();

  private Completion(InventoryDraft draft, VarsPlaces places) {
    this.draft = draft;
    this.places = places;
  }

  static Inventory complete(InventoryDraft draft, VarsPlaces places) {
    return new Completion(draft, places).complete();
  }

  private Inventory complete() {
    GroupDraft all = draft.all();
    draft.groups().stream()
        .filter(group -> group != all && group.parents.isEmpty())
        .forEach(group -> draft.link(all, group));
    draft.hosts().forEach(this::settleUngrouped);
    Map<String, Group> groups = new LinkedHashMap<>();
    draft.groups().forEach(group -> groups.put(group.name, group(group)));
    Map<String, Host> hosts = new LinkedHashMap<>();
    draft.hosts().forEach(host -> hosts.put(host.name.text(), host(host)));
    return new Inventory(hosts, groups, groupVariables(), draft.reading());
  }

  // Every host is in all and in one other group, else in ungrouped.
  private void settleUngrouped(HostDraft host) {
    GroupDraft ungrouped = draft.ungrouped();
    boolean grouped =
        host.groups.stream().anyMatch(group -> group != draft.all() && group != ungrouped);
    if (grouped) {
      draft.leave(ungrouped, host);
    } else {
      draft.join(ungrouped, host);
    }
  }

  private Group group(GroupDraft group) {
    return new Group(
        group.name,
        depth(group),
        group.priority,
        group.hosts.stream().map(host -> host.name.text()).toList(),
        group.children.stream().map(child -> child.name).toList());
  }

  private int depth(GroupDraft group) {
    Integer known = depths.get(group);
    if (known == null) {
      known = group.parents.stream().mapToInt(parent -> depth(parent) + 1).max().orElse(0);
      depths.put(group, known);
    }
    return known;
  }

  private Host host(HostDraft host) {
    List<GroupDraft> groups = merged.computeIfAbsent(host.groups, this::inMergeOrder);
    Map<String, Variable> ofGroups = layers.computeIfAbsent(groups, this::layer);
    return new Host(
        host.name,
        host.source,
        groups.stream().map(group -> group.name).toList(),
        ofGroups,
        own(host));
  }

  private List<GroupDraft> inMergeOrder(Set<GroupDraft> direct) {
    Set<GroupDraft> found = new LinkedHashSet<>();
    found.add(draft.all());
    direct.forEach(group -> addWithAncestors(group, found));
    return found.stream()
        .sorted(
            Comparator.<GroupDraft>comparingInt(this::depth)
                .thenComparingLong(group -> group.priority)
                .thenComparing(group -> group.name))
        .toList();
  }

  private static void addWithAncestors(GroupDraft group, Set<GroupDraft> found) {
    if (found.add(group)) {
      group.parents.forEach(parent -> addWithAncestors(parent, found));
    }
  }

  // Ansible's order: what the inventory says of groups, then the files, all before the others.
  private Map<String, Variable> layer(List<GroupDraft> groups) {
    List<GroupDraft> all = List.of(draft.all());
    List<GroupDraft> others = groups.stream().filter(group -> group != draft.all()).toList();
    Map<String, Variable> variables = new LinkedHashMap<>();
    groups.forEach(group -> variables.putAll(group.vars));
    addFiles(variables, places.besideSources(), all);
    addFiles(variables, places.besidePlaybook(), all);
    addFiles(variables, places.besideSources(), others);
    addFiles(variables, places.besidePlaybook(), others);
    return variables;
  }

  private void addFiles(
      Map<String, Variable> variables, List<Place> from, List<GroupDraft> groups) {
    for (Place place : from) {
      groups.forEach(group -> variables.putAll(groupFile(place, group.name)));
    }
  }

  // A file is read once, however many combinations of groups use it.
  private Map<String, Variable> groupFile(Place place, String group) {
    return groupFiles
        .computeIfAbsent(place, key -> new HashMap<>())
        .computeIfAbsent(group, place.groupVars()::variables);
  }

  private Map<String, Variable> own(HostDraft host) {
    Map<String, Variable> own = host.vars;
    String name = host.name.text();
    List<Place> all = new ArrayList<>(places.besideSources());
    all.addAll(places.besidePlaybook());
    for (Place place : all) {
      own.putAll(place.hostVars().variables(name));
    }
    return own;
  }

  // For "inventory --graph --vars": each group's own variables. Reads the files of groups without
  // hosts too, so that their mistakes are found.
  private Map<String, Map<String, Variable>> groupVariables() {
    Function<GroupDraft, Map<String, Variable>> own =
        group -> {
          Map<String, Variable> variables = new LinkedHashMap<>(group.vars);
          addFiles(variables, places.besideSources(), List.of(group));
          addFiles(variables, places.besidePlaybook(), List.of(group));
          return variables;
        };
    Map<String, Map<String, Variable>> found = new LinkedHashMap<>();
    draft.groups().forEach(group -> found.put(group.name, own.apply(group)));
    return found;
  }
}
