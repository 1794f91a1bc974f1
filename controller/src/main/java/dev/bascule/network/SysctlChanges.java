package dev.bascule.network;

import dev.bascule.model.Change.Detail;
import dev.bascule.model.Change.Verb;
import dev.bascule.network.NetworkChange.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kernel parameters of interfaces, one change for each interface. */
final class SysctlChanges {
  private SysctlChanges() {}

  static List<NetworkChange> between(NetworkState from, NetworkState to) {
    Map<String, List<Detail>> byLink = new TreeMap<>();
    to.sysctls()
        .forEach(
            (path, value) -> {
              String before = Sysctls.expected(from, path);
              if (!value.equals(before)) {
                byLink
                    .computeIfAbsent(Sysctls.link(path), link -> new ArrayList<>())
                    .add(new Detail(Sysctls.shortName(path), before, value));
              }
            });
    List<NetworkChange> changes = new ArrayList<>();
    byLink.forEach(
        (link, details) ->
            changes.add(
                new NetworkChange(Verb.UPDATE, "sysctls of " + link, details, Effect.SAFE)));
    return changes;
  }
}
