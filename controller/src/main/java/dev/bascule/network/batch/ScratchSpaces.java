package dev.bascule.network.batch;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Touched;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which of a node's named namespaces a stand-in needs: those that a command is about, those at the
 * other end of a link that is touched, and those that share a pair with one of these. A node may
 * have a hundred more, whose ends are ports of any bridge.
 */
final class ScratchSpaces {
  private final NetworkState before;
  private final Set<String> needed = new TreeSet<>();
  private final Deque<String> fresh = new ArrayDeque<>();

  private ScratchSpaces(NetworkState before) {
    this.before = before;
  }

  /**
   * The state without the others; a link whose other end is in one of those stays.
   *
   * @param rehearsed batch and inverse
   */
  static NetworkState needed(
      NetworkState before, Set<InterfaceName> touched, Collection<NetworkOp> rehearsed) {
    ScratchSpaces spaces = new ScratchSpaces(before);
    rehearsed.forEach(spaces::of);
    before.links().stream()
        .filter(link -> touched.contains(link.name()))
        .flatMap(link -> elsewhere(link).stream())
        .forEach(spaces::add);
    spaces.follow();
    TreeMap<String, NetworkState> kept = new TreeMap<>(before.namespaces());
    kept.keySet().retainAll(spaces.needed);
    return before.withNamespaces(kept);
  }

  private void of(NetworkOp op) {
    Touched.namespace(op).ifPresent(this::add);
    NetworkOp plain = op instanceof NetworkOp.Inside inside ? inside.op() : op;
    if (NetworkOp.plain(plain) instanceof NetworkOp.AddLink made) {
      elsewhere(made.link()).ifPresent(this::add);
    }
  }

  private void add(String name) {
    if (needed.add(name)) {
      fresh.add(name);
    }
  }

  /** To delete one takes the other end of its pair out of another. */
  private void follow() {
    while (!fresh.isEmpty()) {
      String name = fresh.remove();
      inside(name).flatMap(link -> elsewhere(link).stream()).forEach(this::add);
      before.namespaces().keySet().stream()
          .filter(
              other -> inside(other).anyMatch(link -> elsewhere(link).equals(Optional.of(name))))
          .forEach(this::add);
    }
  }

  private Stream<Link> inside(String name) {
    return before.namespaces().getOrDefault(name, NetworkState.EMPTY).links().stream();
  }

  private static Optional<String> elsewhere(Link link) {
    return link.kind() instanceof LinkKind.Veth veth
        ? Optional.ofNullable(veth.peerNamespace())
        : Optional.empty();
  }
}
