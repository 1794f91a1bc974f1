package dev.bascule.network.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds which ends are a pair's: each names the other's number, and where the kernel says in which
 * namespace the other one is, it is that one's. Numbers are given anew in each namespace, so two
 * may fit by chance: then what the sure ones tell of the namespaces' numbers decides, or nothing
 * does.
 */
final class Pairing {
  /** A link with its namespace, null for the node's own. */
  private record End(@Nullable SpaceOwner owner, SpaceLink link) {
    Place place() {
      return new Place(owner, link.name());
    }
  }

  private final List<End> ends = new ArrayList<>();
  private final List<End> standing = new ArrayList<>();
  private final List<SpaceLink> own;
  private final Map<End, List<End>> fitting = new LinkedHashMap<>();
  private final Map<End, End> sure = new LinkedHashMap<>();
  private final Map<Integer, SpaceOwner> numbered = new HashMap<>();

  Pairing(List<SpaceLink> own, List<NetworkSpace> spaces) {
    this.own = own;
    own.forEach(link -> add(new End(null, link)));
    spaces.forEach(space -> space.links().forEach(link -> add(new End(space.owner(), link))));
  }

  private void add(End end) {
    if (end.link().mayBePaired()) {
      ends.add(end);
    } else if (end.link().stands() && end.owner() != null) {
      standing.add(end);
    }
  }

  void run() {
    // By what they point to: a node of a thousand containers is not compared each with each.
    Map<Long, List<End>> byIndex = new HashMap<>();
    ends.forEach(
        end -> byIndex.computeIfAbsent(end.link().index(), key -> new ArrayList<>()).add(end));
    for (End end : ends) {
      List<End> others =
          byIndex.getOrDefault(end.link().below(), List.of()).stream()
              .filter(other -> mayFit(end, other))
              .toList();
      fitting.put(end, new ArrayList<>(others));
    }
    while (settle()) {
      narrow();
    }
  }

  private static boolean mayFit(End one, End other) {
    return !one.equals(other)
        && one.link().pointsTo(other.link())
        && one.link().isToldAs(other.link())
        && isWhereTold(one, other)
        && isWhereTold(other, one);
  }

  /** Both in one namespace: then nothing is said of another. */
  private static boolean isWhereTold(End end, End other) {
    boolean same = Objects.equals(end.owner(), other.owner());
    boolean elsewhere = end.link().space() != null || end.link().spaceName() != null;
    String name = end.link().spaceName();
    SpaceOwner owner = other.owner();
    boolean named =
        name == null
            || owner == null
            || owner.sort() != SpaceOwner.Sort.NETNS
            || owner.name().equals(name);
    return !(same && elsewhere) && named;
  }

  /** Those with one candidate that has no other one either. */
  private boolean settle() {
    int before = sure.size();
    for (End end : ends) {
      List<End> those = candidates(end);
      if (!sure.containsKey(end) && those.size() == 1) {
        End other = those.get(0);
        if (candidates(other).equals(List.of(end))) {
          sure.put(end, other);
          sure.put(other, end);
          learn(end, other);
          learn(other, end);
        }
      }
    }
    return sure.size() > before;
  }

  private List<End> candidates(End end) {
    return fitting.getOrDefault(end, List.of());
  }

  private void learn(End end, End other) {
    Integer number = end.link().space();
    SpaceOwner owner = other.owner();
    if (end.owner() == null && number != null && owner != null) {
      numbered.putIfAbsent(number, owner);
    }
  }

  private void narrow() {
    for (Map.Entry<End, List<End>> entry : fitting.entrySet()) {
      End end = entry.getKey();
      if (!sure.containsKey(end)) {
        entry.getValue().removeIf(other -> sure.containsKey(other) || contradicts(end, other));
      }
    }
  }

  private boolean contradicts(End one, End other) {
    return isElsewhere(one, other) || isElsewhere(other, one);
  }

  private boolean isElsewhere(End end, End other) {
    Integer number = end.link().space();
    SpaceOwner known = end.owner() == null && number != null ? numbered.get(number) : null;
    return known != null && !known.equals(other.owner());
  }

  Map<Place, Place> pairs() {
    Map<Place, Place> all = new LinkedHashMap<>();
    sure.forEach((end, other) -> all.put(end.place(), other.place()));
    return all;
  }

  Map<Place, List<Place>> open() {
    Map<Place, List<Place>> all = new LinkedHashMap<>();
    fitting.forEach(
        (end, others) -> {
          if (!sure.containsKey(end) && !others.isEmpty()) {
            all.put(end.place(), others.stream().map(End::place).toList());
          }
        });
    return all;
  }

  /** A macvlan that was moved into a namespace stands on a link of the one that it came from. */
  Map<Place, String> stands() {
    Map<Place, String> all = new LinkedHashMap<>();
    for (End end : standing) {
      own.stream()
          .filter(link -> link.index() == end.link().below())
          .findFirst()
          .ifPresent(link -> all.put(end.place(), link.name()));
    }
    return all;
  }
}
