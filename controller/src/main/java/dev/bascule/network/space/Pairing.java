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
 * may fit by chance, also where the right one is in a namespace that was not looked into. What
 * cannot be told stays open.
 */
final class Pairing {
  private static final int CERTAIN = 1000;

  /** A link with its namespace, null for the node's own. */
  private record End(@Nullable SpaceOwner owner, SpaceLink link) {
    Place place() {
      return new Place(owner, link.name());
    }
  }

  private final List<SpaceLink> own;
  private final Map<String, SpaceOwner> written;
  private final List<End> ends = new ArrayList<>();
  private final List<End> standing = new ArrayList<>();
  private final Map<End, List<End>> fitting = new LinkedHashMap<>();
  private final Numbering numbers = new Numbering();

  /**
   * Of these links.
   *
   * @param written whose the other end of a link of the node is, as the containers' files say
   */
  Pairing(List<SpaceLink> own, List<NetworkSpace> spaces, Map<String, SpaceOwner> written) {
    this.own = own;
    this.written = written;
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
      others.forEach(other -> vote(end, other));
    }
    numbers.decide();
    fitting.forEach((end, others) -> others.removeIf(other -> isElsewhere(end, other)));
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
    SpaceOwner owner = other.owner();
    if (end.owner() == null && number != null && owner != null) {
      boolean sure = owner.equals(written.get(end.link().name()));
      numbers.vote(owner, number, sure ? CERTAIN : 1);
    }
  }

  private boolean isElsewhere(End one, End other) {
    return isOtherNumber(one, other) || isOtherNumber(other, one);
  }

  private boolean isOtherNumber(End end, End other) {
    Integer number = end.link().space();
    SpaceOwner owner = other.owner();
    return end.owner() == null && number != null && owner != null && !numbers.mayBe(owner, number);
  }

  /** Both have but one candidate, each other, and nothing is left to be decided about them. */
  private boolean isSure(End end) {
    List<End> those = candidates(end);
    return those.size() == 1
        && candidates(those.get(0)).equals(List.of(end))
        && isDecided(end, those.get(0))
        && isDecided(those.get(0), end);
  }

  private boolean isDecided(End end, End other) {
    SpaceOwner owner = other.owner();
    return end.owner() != null
        || end.link().space() == null
        || owner == null
        || numbers.isDecided(owner);
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
