package dev.bascule.network;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When two objects are the same though they were not read at the same moment: what runs down or
 * only says how far the kernel has come does not count.
 */
public final class Sameness {
  private static final Set<String> SET_BY_SOMEBODY =
      Set.of("nodad", "noprefixroute", "home", "mngtmpaddr");
  private static final Set<String> RUNS_DOWN = Set.of("expires", "age", "used", "users", "pref");

  private Sameness() {}

  /** Lifetimes, {@code tentative}, {@code deprecated} and {@code dynamic} do not count. */
  public static boolean same(Address one, Address other) {
    return sameKey(one, other)
        && Objects.equals(one.broadcast(), other.broadcast())
        && one.scope().equals(other.scope())
        && Objects.equals(label(one), label(other))
        && flags(one).equals(flags(other));
  }

  /** Whether the kernel would not keep both. */
  public static boolean sameKey(Address one, Address other) {
    return one.link().equals(other.link())
        && one.local().equals(other.local())
        && Objects.equals(one.peer(), other.peer());
  }

  /** {@code expires} and what else only a look at the clock changes does not count. */
  public static boolean same(Route one, Route other) {
    return ConnectedRoutes.sameWay(one, other)
        && one.type().equals(other.type())
        && Objects.equals(one.via(), other.via())
        && Objects.equals(one.src(), other.src())
        && one.scope().equals(other.scope())
        && one.proto().equals(other.proto())
        && one.onlink() == other.onlink()
        && more(one).equals(more(other))
        && one.hops().equals(other.hops());
  }

  /** Whether one takes the place of the other. */
  public static boolean sameKey(Route one, Route other) {
    return one.family() == other.family()
        && one.destination().equals(other.destination())
        && one.table().equals(other.table())
        && one.metric() == other.metric()
        && Objects.equals(one.more().get("tos"), other.more().get("tos"));
  }

  /** The other end of a pair is not seen from everywhere. */
  public static boolean same(LinkKind one, LinkKind other) {
    return one.equals(other) || (one instanceof LinkKind.Veth && other instanceof LinkKind.Veth);
  }

  /** As it is for good: without what runs down, and without how far the kernel has come with it. */
  public static Address settled(Address it) {
    return new Address(
        it.link(),
        it.local(),
        it.peer(),
        it.broadcast(),
        it.scope(),
        it.label(),
        flags(it),
        settled(it.valid()),
        settled(it.preferred()));
  }

  private static Lifetime settled(Lifetime it) {
    return it.isForever() ? it : new Lifetime(0);
  }

  /** The same of a route. */
  public static Route settled(Route it) {
    return new Route(
        it.family(),
        it.type(),
        it.destination(),
        it.table(),
        it.via(),
        it.dev(),
        it.src(),
        it.metric(),
        it.scope(),
        it.proto(),
        it.onlink(),
        more(it),
        it.hops());
  }

  private static String label(Address address) {
    return address.label() == null ? address.link().text() : address.label();
  }

  private static Set<String> flags(Address address) {
    Set<String> flags = new TreeSet<>(address.flags());
    flags.retainAll(SET_BY_SOMEBODY);
    return flags;
  }

  private static Map<String, String> more(Route route) {
    Map<String, String> more = new TreeMap<>(route.more());
    more.keySet().removeAll(RUNS_DOWN);
    return more;
  }
}
