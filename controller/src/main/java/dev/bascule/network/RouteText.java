package dev.bascule.network;

import dev.bascule.model.Change.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A route in the words of {@code ip route}. */
public final class RouteText {
  private static final long USUAL_V6 = 1024;

  private RouteText() {}

  /** On one line, what goes without saying left out. */
  public static String of(Route route) {
    List<String> words = new ArrayList<>();
    if (!route.type().equals("unicast")) {
      words.add(route.type());
    }
    words.add(route.destination());
    say(words, "via", route.via());
    say(words, "dev", route.dev());
    say(words, "table", route.table().equals("main") ? null : route.table());
    say(words, "proto", route.proto().equals("boot") ? null : route.proto());
    say(words, "scope", route.scope().equals("global") ? null : route.scope());
    say(words, "src", route.src());
    say(words, "metric", metric(route));
    if (route.onlink()) {
      words.add("onlink");
    }
    route.more().forEach((name, value) -> say(words, name, value));
    route.hops().forEach(hop -> say(words, "nexthop", hop));
    return String.join(" ", words);
  }

  private static void say(List<String> words, String name, @Nullable Object value) {
    if (value != null) {
      words.add(name + " " + value);
    }
  }

  private static @Nullable Long metric(Route route) {
    long usual = route.family() == Family.V6 ? USUAL_V6 : 0;
    return route.metric() == usual ? null : Long.valueOf(route.metric());
  }

  /** How a plan names it. */
  static String target(Route route) {
    String name = route.isDefault() ? "default route" : "route " + route.destination();
    String family = route.isDefault() && route.family() == Family.V6 ? " (IPv6)" : "";
    String table = route.table().equals("main") ? "" : " of table " + route.table();
    Long metric = metric(route);
    return name + family + table + (metric == null ? "" : " metric " + metric);
  }

  /** What differs, of two that have their key in common; all of it where there is only one. */
  static List<Detail> details(@Nullable Route old, @Nullable Route made) {
    List<Detail> details = new ArrayList<>();
    differ(details, "link", old, made, Route::dev);
    differ(details, "via", old, made, Route::via);
    differ(details, "src", old, made, Route::src);
    differ(details, "onlink", old, made, route -> route.onlink() ? "yes" : null);
    differ(details, "type", old, made, r -> r.type().equals("unicast") ? null : r.type());
    differ(details, "more", old, made, RouteText::more);
    differ(details, "hops", old, made, r -> r.hops().isEmpty() ? null : r.hops());
    return details;
  }

  // How long a router's advertisement is still good for is no difference.
  private static @Nullable Object more(Route route) {
    Map<String, String> more = Sameness.settled(route).more();
    return more.isEmpty() ? null : more;
  }

  private static void differ(
      List<Detail> details,
      String name,
      @Nullable Route old,
      @Nullable Route made,
      Function<Route, @Nullable Object> part) {
    Object before = old == null ? null : part.apply(old);
    Object after = made == null ? null : part.apply(made);
    if (!Objects.equals(before, after)) {
      details.add(new Detail(name, text(before), text(after)));
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
