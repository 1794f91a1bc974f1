package dev.bascule.network.space;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network namespaces of a node, and how their links are tied to each other.
 *
 * @param own the node's own links
 * @param all the others
 * @param pairs the other end of each end that is known for certain; both ways
 * @param open ends that more than one fits, with those
 * @param stands what a link of another namespace stands on, in the node's own
 * @param more how many namespaces were not looked into: more than the probe's bound
 */
public record Spaces(
    List<SpaceLink> own,
    List<NetworkSpace> all,
    Map<Place, Place> pairs,
    Map<Place, List<Place>> open,
    Map<Place, String> stands,
    int more) {
  /** Nothing was asked. */
  public static final Spaces NONE =
      new Spaces(List.of(), List.of(), Map.of(), Map.of(), Map.of(), 0);

  public Spaces {
    own = List.copyOf(own);
    all = all.stream().sorted(Comparator.comparing(NetworkSpace::owner)).toList();
    pairs = Map.copyOf(pairs);
    open = Map.copyOf(open);
    stands = Map.copyOf(stands);
  }

  /**
   * Ties the links of some namespaces.
   *
   * @param written whose the other end of a link of the node is, as the containers' files say: it
   *     decides between those that fit
   */
  public static Spaces of(
      List<SpaceLink> own, List<NetworkSpace> all, Map<String, SpaceOwner> written, int more) {
    Pairing pairing = new Pairing(own, all, written);
    pairing.run();
    return new Spaces(own, all, pairing.pairs(), pairing.open(), pairing.stands(), more);
  }

  /** The other end of a link of the node. */
  public Optional<Place> behind(String link) {
    return Optional.ofNullable(pairs.get(new Place(null, link)));
  }

  /** The other end of a link of a namespace. */
  public Optional<Place> behind(SpaceOwner owner, String link) {
    return Optional.ofNullable(pairs.get(new Place(owner, link)));
  }
}
