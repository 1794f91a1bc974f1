package dev.bascule.probe.trail;

import dev.bascule.model.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that a command would name a change's target by. */
final class Names {
  // What a target's text has besides names.
  private static final Set<String> COMMON =
      Set.of(
          "address",
          "bridge",
          "card",
          "container",
          "CT",
          "default",
          "DHCP",
          "client",
          "file",
          "in",
          "inside",
          "interface",
          "interfaces",
          "kernel",
          "lines",
          "link",
          "macvlan",
          "module",
          "neighbour",
          "nameservers",
          "netns",
          "network",
          "of",
          "on",
          "parameters",
          "proxy",
          "restart",
          "route",
          "rule",
          "search",
          "domains",
          "service",
          "sysctl",
          "sysctls",
          "table",
          "to",
          "venet",
          "veth",
          "vlan");

  private static final Set<String> TELLING = Set.of("ports", "link", "via", "gateway inside");

  private Names() {}

  static Set<String> of(Change change) {
    Set<String> names = new LinkedHashSet<>();
    String target = change.target();
    if (target.startsWith("/")) {
      names.add(target);
      return names;
    }
    for (String word : target.replace(":", "").split("\\s+", -1)) {
      add(names, word);
    }
    for (Change.Detail detail : change.details()) {
      if (TELLING.contains(detail.name())) {
        List<String> from = words(detail.from());
        List<String> to = words(detail.to());
        from.stream().filter(word -> !to.contains(word)).forEach(word -> add(names, word));
        to.stream().filter(word -> !from.contains(word)).forEach(word -> add(names, word));
      }
    }
    return names;
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.strip().split("\\s+", -1));
  }

  private static void add(Set<String> names, String word) {
    if (word.isEmpty() || COMMON.contains(word)) {
      return;
    }
    List<String> all = new ArrayList<>(List.of(word));
    if (word.matches("[0-9a-fA-F.:]+/[0-9]+")) {
      all.add(word.substring(0, word.indexOf('/')));
    }
    if (word.matches("[a-z0-9]+([./][\\w-]+)+") && !word.matches("[0-9.]+(/[0-9]+)?")) {
      // A kernel parameter has three spellings.
      all.add(word.replace('.', '/'));
      all.add("/proc/sys/" + word.replace('.', '/'));
    }
    names.addAll(all);
  }
}
