package dev.bascule.network;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The VLANs of a port of Open vSwitch, in the words of its database: {@code tag=10} for a port in
 * one VLAN, without tags; {@code trunks=20,30} for tagged ones; {@code tag=10 trunks=20,30
 * vlan_mode=native-untagged} for both; nothing for a port that takes the frames of all VLANs as
 * they are. {@link OvsMembership} has the whole table.
 *
 * <p>A link has them as its only {@linkplain Link#port option}, so that they change at once: a port
 * whose tag went before the next one comes would be in all VLANs meanwhile.
 */
public final class OvsVlans {
  /** The name of the option. */
  public static final String OPTION = "vlans";

  /** All VLANs, which is what a new port has. */
  public static final String ALL = "";

  private OvsVlans() {}

  /**
   * As the database has them.
   *
   * @param tag empty for none
   * @param trunks with blanks or commas between; empty for none
   * @param mode empty where it follows from the others
   */
  public static String of(String tag, String trunks, String mode) {
    Set<Integer> ids = ids(trunks);
    // Without a mode a tag makes an access port, whatever trunks say.
    String said = mode.isEmpty() ? (tag.isEmpty() ? "trunk" : "access") : mode;
    boolean tagged = !tag.isEmpty() && !said.equals("trunk");
    boolean usual = said.equals("trunk") || said.equals("access");
    return joined(
        tagged ? tag : "", said.equals("access") ? Set.of() : ids, usual || !tagged ? "" : said);
  }

  private static String joined(String tag, Set<Integer> trunks, String mode) {
    Map<String, String> words = new TreeMap<>();
    if (!tag.isEmpty()) {
      words.put("tag", tag);
    }
    if (!trunks.isEmpty()) {
      words.put(
          "trunks",
          new TreeSet<>(trunks).stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    if (!mode.isEmpty()) {
      words.put("vlan_mode", mode);
    }
    return words.entrySet().stream()
        .map(word -> word.getKey() + "=" + word.getValue())
        .collect(Collectors.joining(" "));
  }

  /**
   * What grants a wish, in the words of a Linux bridge: {@code pvid} untagged is a tag, {@code
   * tagged} are trunks; null where no port of Open vSwitch can be so.
   */
  public static @Nullable String granted(PortVlans wish, String now) {
    Words words = Words.of(now);
    OvsMembership before = OvsMembership.of(words);
    OvsMembership after = before.granted(wish);
    if (after == null) {
      return null;
    }
    // The same can be said in several ways: what somebody wrote stays where it means the wish.
    boolean holds = after.equals(before) && !now.equals(ALL) && words.isPlain();
    return holds ? now : after.words();
  }

  /** As plans show it. */
  static String text(@Nullable String vlans) {
    return vlans == null || vlans.isEmpty() ? "all" : vlans;
  }

  /**
   * The words of a port.
   *
   * @param tag empty for none
   * @param mode empty where it follows from the others
   */
  record Words(String tag, Set<Integer> trunks, String mode) {
    static Words of(String text) {
      Map<String, String> words = new TreeMap<>();
      for (String word : text.split(" ", -1)) {
        int at = word.indexOf('=');
        if (at > 0) {
          words.put(word.substring(0, at), word.substring(at + 1));
        }
      }
      return new Words(
          words.getOrDefault("tag", ""),
          ids(words.getOrDefault("trunks", "")),
          words.getOrDefault("vlan_mode", ""));
    }

    /** Whether it is in VLANs as a port of a Linux bridge can be: not a tunnel (802.1ad). */
    boolean isPlain() {
      return mode.isEmpty() || mode.startsWith("native-");
    }
  }

  private static Set<Integer> ids(String text) {
    Set<Integer> ids = new TreeSet<>();
    for (String id : text.split("[ ,]+", -1)) {
      if (!id.isEmpty()) {
        ids.add(Integer.valueOf(id));
      }
    }
    return ids;
  }
}
