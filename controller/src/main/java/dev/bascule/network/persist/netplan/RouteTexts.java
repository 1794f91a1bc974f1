package dev.bascule.network.persist.netplan;

import dev.bascule.model.Cidr;
import dev.bascule.network.Route;
import dev.bascule.network.persist.netplan.BlockYaml.KeyLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the routes of a device, in braces or line by line, as far as it takes to compare them. */
final class RouteTexts {
  private static final Pattern PAIR =
      Pattern.compile("\\b(to|via|metric|table)\\s*:\\s*[\"']?([^\\s\"',}]+)");

  private RouteTexts() {}

  static List<Map<String, String>> of(BlockYaml yaml, KeyLine list) {
    List<Map<String, String>> routes = new ArrayList<>();
    for (String line : String.join("", yaml.block(list, 0)).split("\n|(?<=}),", -1)) {
      String bare = line.strip();
      if (bare.startsWith("#")) {
        continue;
      }
      boolean begins = bare.startsWith("-") || bare.contains("{");
      if (begins || routes.isEmpty()) {
        routes.add(new HashMap<>());
      }
      Matcher match = PAIR.matcher(bare);
      while (match.find()) {
        routes.get(routes.size() - 1).put(match.group(1), match.group(2));
      }
    }
    return routes;
  }

  static boolean same(Map<String, String> said, Route route) {
    String via = route.via() == null ? "" : route.via().text();
    String to = said.getOrDefault("to", "");
    boolean everything = to.equals("default") || to.equals("0.0.0.0/0") || to.equals("::/0");
    boolean there =
        everything
            ? route.isDefault()
            : Cidr.parse(to).isPresent() && Cidr.parse(to).equals(Cidr.parse(route.destination()));
    return there
        && said.getOrDefault("via", "").equals(via)
        && said.getOrDefault("table", "main").equals(route.table());
  }
}
