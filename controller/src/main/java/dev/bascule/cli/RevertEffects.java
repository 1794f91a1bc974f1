package dev.bascule.cli;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.ControlPath;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkChange.Effect;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Route;
import dev.bascule.network.Routing;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a step back does to the session that makes it, from the path that carries the session. */
final class RevertEffects {
  private static final Pattern STP = Pattern.compile("stp_state [1-9]\\d* of (\\S+)");

  private final NodeNetwork now;
  private final List<String> before;
  private final Set<String> links = new HashSet<>();

  /**
   * Effects on one node.
   *
   * @param before the canonical lines of the network that this leads to
   */
  RevertEffects(NodeNetwork now, List<String> before) {
    this.now = now;
    this.before = before;
    ControlPath control = now.control();
    if (control != null) {
      Stream.concat(Stream.of(control.egress()), control.below().stream())
          .map(InterfaceName::text)
          .forEach(links::add);
    }
  }

  /** Of what a step is about, for example {@code address 10.0.0.5/24}. */
  Effect of(String what) {
    ControlPath control = now.control();
    if (startsStp(what)) {
      return Effect.NOT_REVERSIBLE;
    } else if (control == null) {
      return Effect.SAFE;
    } else if (what.startsWith("address ")) {
      return what.startsWith("address " + control.local() + "/") ? ifHeld(control) : Effect.SAFE;
    } else if (what.startsWith("route ")) {
      return route(what, control);
    }
    return Arrays.stream(what.split("[ :]")).anyMatch(links::contains)
        ? ifHeld(control)
        : Effect.SAFE;
  }

  // What a switch makes of its packets, no node can take back.
  private boolean startsStp(String what) {
    Matcher matcher = STP.matcher(what);
    return matcher.matches()
        && now.state().links().stream()
            .filter(link -> link.name().text().equals(matcher.group(1)))
            .flatMap(link -> link.bridge().stream())
            .noneMatch(LinkKind.Bridge::stp);
  }

  private Effect route(String what, ControlPath control) {
    Optional<Route> carrier = Routing.way(now.state(), control.remote(), control.local());
    if (carrier.isEmpty() || !name(carrier.get()).equals(what)) {
      return Effect.SAFE;
    }
    boolean sameGateway =
        before.stream().anyMatch(line -> leads(line, carrier.get()) && via(line, carrier.get()));
    return sameGateway ? ifHeld(control) : Effect.CUTS;
  }

  private static String name(Route route) {
    String table = route.table().equals("main") ? "" : " in table " + route.table();
    return "route " + route.destination() + table;
  }

  private static boolean leads(String line, Route route) {
    String[] words = line.split(" ", -1);
    return words.length > 3 && words[0].equals("route") && words[3].equals(route.destination());
  }

  private static boolean via(String line, Route route) {
    List<String> words = List.of(line.split(" ", -1));
    int at = words.indexOf("via");
    String there = at < 0 || at + 1 == words.size() ? null : words.get(at + 1);
    String here = route.via() == null ? null : route.via().text();
    return Objects.equals(there, here);
  }

  private Effect ifHeld(ControlPath control) {
    String local = " " + control.local() + "/";
    return before.stream().anyMatch(line -> line.startsWith("addr ") && line.contains(local))
        ? Effect.INTERRUPTS
        : Effect.CUTS;
  }
}
