package dev.bascule.container;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines of a container's file that are an interface's own. The node's scripts take those
 * without a name for the first interface of NETIF; so beside interfaces that are not listed each
 * listed one gets lines with its name, and what others wrote for theirs stays.
 */
final class OwnSettings {
  private static final String YES = "CONFIG_CUSTOMIZED";
  private static final String ADDRESSES = "VETH_IP_ADDRESS";
  private static final String BRIDGE = "BRIDGEDEV";
  private static final String NONE = "-";
  private static final List<String> OWN =
      List.of(ADDRESSES, "VE_DEFAULT_GATEWAY", "CT0_IP", "VETH_VLAN", "VETH_UPLINK", "VETH_INSIDE");

  private final Container wanted;
  private final SeenContainer seen;
  private final Map<String, Optional<String>> lines = new LinkedHashMap<>();

  private OwnSettings(Container wanted, SeenContainer seen) {
    this.wanted = wanted;
    this.seen = seen;
  }

  /** By key, empty where there is to be none; keys that are left alone are not in it. */
  static Map<String, Optional<String>> of(Container wanted, SeenContainer seen) {
    OwnSettings own = new OwnSettings(wanted, seen);
    if (!wanted.settings().isEmpty()) {
      own.collect();
    }
    return own.lines;
  }

  /**
   * The first interface that would need settings with its name, and whose name cannot be in one.
   */
  static Optional<Veth> cannotBeNamed(Container wanted, SeenContainer seen) {
    OwnSettings own = new OwnSettings(wanted, seen);
    return wanted.settings().isEmpty() || !own.others()
        ? Optional.empty()
        : wanted.veths().stream().filter(own::isPresent).filter(veth -> !named(veth)).findFirst();
  }

  private static boolean named(Veth veth) {
    return veth.name().text().matches("[A-Za-z0-9_]+");
  }

  private void collect() {
    if (others()) {
      besideOthers();
      return;
    }
    wanted.settings().forEach((key, value) -> lines.put(key, wanted(value)));
    for (Veth veth : wanted.veths()) {
      OWN.stream()
          .map(key -> key + "_" + veth.name())
          .filter(seen.conf()::containsKey)
          .forEach(key -> lines.putIfAbsent(key, Optional.empty()));
    }
  }

  private boolean others() {
    Set<String> listed =
        wanted.veths().stream().map(veth -> veth.name().text()).collect(Collectors.toSet());
    return seen.netif().stream().anyMatch(entry -> !listed.contains(entry.name()));
  }

  private Optional<String> wanted(Optional<String> value) {
    return wanted.present() ? value : Optional.empty();
  }

  private void besideOthers() {
    Set<String> gone = new HashSet<>();
    if (plainAreOurs()) {
      gone.addAll(OWN);
      gone.add(BRIDGE);
    } else if (firstIsListed()) {
      // A bridge without a name is that of all.
      gone.addAll(OWN);
    }
    List<Veth> present = wanted.veths().stream().filter(this::isPresent).toList();
    for (Veth veth : wanted.veths()) {
      if (named(veth)) {
        own(veth, present.size() == 1);
        bridge(veth, seen.conf().containsKey(BRIDGE) && !gone.contains(BRIDGE));
        OWN.forEach(key -> gone.add(key + "_" + veth.name()));
      }
    }
    gone.forEach(key -> lines.putIfAbsent(key, Optional.empty()));
    customized(present, gone);
  }

  private void own(Veth veth, boolean only) {
    for (String key : OWN) {
      String mine = key + "_" + veth.name();
      Optional<String> value = wanted.settings().getOrDefault(only ? key : mine, Optional.empty());
      lines.put(mine, isPresent(veth) ? value : Optional.empty());
    }
  }

  // A routed one says so where there is a bridge for all.
  private void bridge(Veth veth, boolean forAll) {
    String mine = BRIDGE + "_" + veth.name();
    if (forAll && isPresent(veth) && veth.bridge() == null) {
      lines.put(mine, Optional.of(NONE));
    } else if (NONE.equals(seen.conf().get(mine))) {
      lines.put(mine, Optional.empty());
    }
  }

  private boolean firstIsListed() {
    String first = seen.netif().isEmpty() ? null : seen.netif().get(0).name();
    return wanted.veths().stream().anyMatch(veth -> veth.name().text().equals(first));
  }

  private boolean isPresent(Veth veth) {
    return wanted.present() && veth.present();
  }

  // From when there were no others, or before their order changed: no two have the same addresses.
  private boolean plainAreOurs() {
    String plain = seen.conf().get(ADDRESSES);
    return plain != null
        && wanted.veths().stream()
            .map(Veth::addresses)
            .filter(Objects::nonNull)
            .map(all -> all.stream().map(Objects::toString).collect(Collectors.joining(" ")))
            .anyMatch(plain::equals);
  }

  // It goes with the last one that has something to say.
  private void customized(List<Veth> present, Set<String> gone) {
    boolean others =
        seen.conf().keySet().stream()
            .anyMatch(key -> key.startsWith(ADDRESSES) && !gone.contains(key));
    if (!present.isEmpty()) {
      lines.put(YES, Optional.of("yes"));
    } else if (!others) {
      lines.put(YES, Optional.empty());
    }
  }
}
