package dev.bascule.probe;

import dev.bascule.model.Value;
import dev.bascule.probe.InterfaceDraft.Interfaces;
import dev.bascule.probe.net.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Facts about interfaces and the default route, from {@code ip} or net-tools. */
final class NetworkFacts {
  private static final Pattern PORT = Pattern.compile("/sys/class/net/([^/]+)/brif/([^/]+)");

  private static final Pattern LINK = Pattern.compile("/sys/class/net/([^/]+)");

  private NetworkFacts() {}

  static Map<String, Value> read(Frames frames) {
    Interfaces interfaces =
        frames.first("links").isPresent()
            ? IpText.interfaces(frames.lines("links"), frames.lines("addresses"), names(frames))
            : IfconfigText.interfaces(frames.lines("ifconfig"));
    for (String line : frames.lines("ports")) {
      Matcher match = PORT.matcher(line);
      if (match.matches()) {
        interfaces.named(match.group(2)).master(match.group(1));
      }
    }
    Map<String, Value> facts = new LinkedHashMap<>();
    facts.put("interfaces", interfaces.asValue());
    defaultRoute(frames).ifPresent(route -> addDefault(facts, route, interfaces));
    return facts;
  }

  /** The links that there are; empty where it was not asked. */
  private static Set<String> names(Frames frames) {
    return frames.lines("ports").stream()
        .map(LINK::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  /** A default route's parts; the gateway is null where the route has none. */
  private record Route(Map<String, String> words) {}

  private static Optional<Route> defaultRoute(Frames frames) {
    for (String line : frames.lines("routes")) {
      List<String> words = Words.of(line);
      if (!words.isEmpty() && words.get(0).equals("default")) {
        return Optional.of(new Route(IpText.pairs(words.subList(1, words.size()))));
      }
    }
    for (String line : frames.lines("route")) {
      List<String> words = Words.of(line);
      if (words.size() == 8 && words.get(0).equals("0.0.0.0") && words.get(3).contains("U")) {
        boolean via = words.get(3).contains("G");
        return Optional.of(
            new Route(
                via
                    ? Map.of("via", words.get(1), "dev", words.get(7))
                    : Map.of("dev", words.get(7))));
      }
    }
    return Optional.empty();
  }

  private static void addDefault(Map<String, Value> facts, Route route, Interfaces interfaces) {
    String device = route.words().getOrDefault("dev", "");
    Map<String, Value> fact = new LinkedHashMap<>();
    fact.put("interface", new Value.Text(device));
    String gateway = route.words().get("via");
    if (gateway != null) {
      fact.put("gateway", new Value.Text(gateway));
      facts.put("gateway", new Value.Text(gateway));
    }
    List<String> addresses = new ArrayList<>(interfaces.named(device).ipv4());
    String source = route.words().get("src");
    if (source != null || !addresses.isEmpty()) {
      String address = source == null ? addresses.get(0) : source;
      fact.put("address", new Value.Text(address.replaceFirst("/.*", "")));
    }
    facts.put("default_ipv4", new Value.Fields(fact));
  }
}
