package dev.bascule.container.lxc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One network of a container, as its file has it.
 *
 * @param values by LXC 3's keys without {@code lxc.net.N.}; several of {@code ipv4.address} and
 *     {@code ipv6.address}, of all others the last counts
 */
public record LxcNetwork(Map<String, List<String>> values) {
  public LxcNetwork {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((key, all) -> copy.put(key, List.copyOf(all)));
    values = Collections.unmodifiableMap(copy);
  }

  /** The value of a key; null where it has none. */
  public @Nullable String get(String key) {
    List<String> all = values.getOrDefault(key, List.of());
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** What it is; a network without a type is none that LXC takes. */
  public String type() {
    String type = get("type");
    return type == null ? "" : type;
  }

  /** The same with other values of a key; none takes the key away. */
  LxcNetwork with(String key, List<String> others) {
    Map<String, List<String>> copy = new LinkedHashMap<>(values);
    if (others.isEmpty()) {
      copy.remove(key);
    } else {
      copy.put(key, new ArrayList<>(others));
    }
    return new LxcNetwork(copy);
  }

  /** Whether LXC takes all values of a key, and not only the last. */
  static boolean isMany(String key) {
    return key.endsWith(".address") || key.endsWith(".route") || key.equals("veth.vlan.tagged.id");
  }

  /**
   * The names inside of several: given, or the card's, or the first free of eth0, eth1 … as the
   * kernel counts them.
   */
  static List<String> names(List<LxcNetwork> all) {
    List<String> names = new ArrayList<>();
    for (LxcNetwork network : all) {
      String type = network.type();
      String name = given(network);
      if (name.isEmpty() && !type.equals("empty") && !type.equals("none")) {
        // LXC makes them one after the other: names of later ones are not taken yet.
        int next = 0;
        while (names.contains("eth" + next)) {
          next++;
        }
        name = "eth" + next;
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private static String given(LxcNetwork network) {
    String name = network.get("name");
    String link = network.get("link");
    if (name != null) {
      return name;
    }
    return network.type().equals("phys") && link != null ? link : "";
  }
}
