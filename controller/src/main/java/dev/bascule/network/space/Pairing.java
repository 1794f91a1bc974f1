package dev.bascule.network.space;

import dev.bascule.network.space.Numbering.Space;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds which ends are a pair's: each names the other's number, and where the kernel says in which
 * namespace the other one is, it is that one's. Numbers are given anew in each namespace, so two
 * may fit by chance, also where the right one is in a namespace that was not looked into. What
 * cannot be told stays open: a pair is one where both ends say so, by their numbers and by those of
 * their namespaces, and no container's file says otherwise.
 */
final class Pairing {
  private static final int CERTAIN = 1000;
  private static final Numbering NOTHING = new Numbering();

  /** A link with its namespace, null for the node's own. */
  private record End(@Nullable SpaceOwner owner, SpaceLink link) {
    Place place() {
      return new Place(owner, link.name());
    }

    Space space() {
      return new Space(owner);
    }
  }

  private final List<SpaceLink> own;
  private final Map<String, SpaceOwner> written;
  private final List<End> ends = new ArrayList<>();
  private final List<End> standing = new ArrayList<>();
  private final Map<End, List<End>> fitting = new LinkedHashMap<>();
  private final Set<SpaceOwner> looked = new HashSet<>();
  // As each namespace has them.
  private final Map<Space, Numbering> numbers = new HashMap<>();

  /**
   * Of these links.
   *
   * @param written whose the other end of a link of the node is, as the containers' files say
   */
  Pairing(List<SpaceLink> own, List<NetworkSpace> spaces, Map<String, SpaceOwner> written) {
    this.own = own;
    this.written = written;
    own.forEach(link -> add(new End(null, link)));
    spaces.forEach(space -> looked.add(space.owner()));
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
    boolean fewer = true;
    while (fewer) {
      numbers.clear();
      fitting.forEach((end, others) -> others.forEach(other -> vote(end, other)));
      numbers.values().forEach(Numbering::decide);
      fewer = false;
      for (Map.Entry<End, List<End>> each : fitting.entrySet()) {
        fewer |= each.getValue().removeIf(other -> isElsewhere(each.getKey(), other));
      }
    }
  }

  private static boolean mayFit(End one, End other) {
    return !one.equals(other)
        && one.link().pointsTo(other.link())
        && one.link().isToldAs(other.link())
        && isWhereTold(one, other)
        && isWhereTold(other, one);
  }

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

  private void vote(End end, End other) {
    Integer number = end.link().space();
    if (number != null) {
      int weight = isWritten(end, other) || isWritten(other, end) ? CERTAIN : 1;
      numbers
          .computeIfAbsent(end.space(), any -> new Numbering())
          .vote(other.space(), number, weight);
    }
  }

  private boolean isWritten(End end, End other) {
    return end.owner() == null
        && other.owner() != null
        && other.owner().equals(written.get(end.link().name()));
  }

  private boolean isElsewhere(End one, End other) {
    return isOtherNumber(one, other) || isOtherNumber(other, one);
  }

  private boolean isOtherNumber(End end, End other) {
    Integer number = end.link().space();
    return number != null && !numbersOf(end).mayBe(other.space(), number);
  }

  private Numbering numbersOf(End end) {
    return numbers.getOrDefault(end.space(), NOTHING);
  }

  /** Both have but one candidate, each other, and nothing is left to be decided about them. */
  private boolean isSure(End end) {
    List<End> those = candidates(end);
    return those.size() == 1
        && candidates(those.get(0)).equals(List.of(end))
        && isDecided(end, those.get(0))
        && isDecided(those.get(0), end)
        && !isDenied(end, those.get(0))
        && !isDenied(those.get(0), end);
  }

  private boolean isDecided(End end, End other) {
    return end.link().space() == null || numbersOf(end).isDecided(other.space());
  }

  /** Whether a container's file claims an end, and nobody could look into that container. */
  private boolean isDenied(End end, End other) {
    SpaceOwner owner = end.owner() == null ? written.get(end.link().name()) : null;
    return owner != null && !owner.equals(other.owner()) && !looked.contains(owner);
  }

  private List<End> candidates(End end) {
    return fitting.getOrDefault(end, List.of());
  }

  Map<Place, Place> pairs() {
    Map<Place, Place> all = new LinkedHashMap<>();
    ends.stream()
        .filter(this::isSure)
        .forEach(end -> all.put(end.place(), candidates(end).get(0).place()));
    return all;
  }

  Map<Place, List<Place>> open() {
    Map<Place, List<Place>> all = new LinkedHashMap<>();
    ends.stream()
        .filter(end -> !candidates(end).isEmpty() && !isSure(end))
        .forEach(end -> all.put(end.place(), candidates(end).stream().map(End::place).toList()));
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
