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
 * they are.
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
    Set<Integer> ids = new TreeSet<>();
    for (String id : trunks.split("[ ,]+", -1)) {
      if (!id.isEmpty()) {
        ids.add(Integer.valueOf(id));
      }
    }
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
    Map<String, String> has = words(now);
    Integer pvid = wish.pvid();
    String tag =
        pvid == null ? has.getOrDefault("tag", "") : pvid == PortVlans.NONE ? "" : "" + pvid;
    String mode = has.getOrDefault("vlan_mode", "native-untagged");
    if (pvid != null) {
      boolean untagged = wish.untagged().equals(pvid == PortVlans.NONE ? Set.of() : Set.of(pvid));
      if (!untagged && !wish.untagged().isEmpty()) {
        return null;
      }
      mode = untagged ? "native-untagged" : "native-tagged";
    }
    Set<Integer> trunks = wish.tagged();
    if (trunks == null) {
      // Without a tag and without trunks it would be in all VLANs, not in none.
      if (tag.isEmpty() && !has.containsKey("trunks")) {
        return null;
      }
      return of(tag, has.getOrDefault("trunks", ""), has.containsKey("trunks") ? mode : "");
    }
    if (tag.isEmpty() && trunks.isEmpty()) {
      return null;
    }
    String ids = trunks.stream().map(String::valueOf).collect(Collectors.joining(","));
    // native-tagged without trunks would be in all VLANs.
    boolean alone = trunks.isEmpty();
    if (alone && mode.equals("native-tagged")) {
      return of("", tag, "trunk");
    }
    return of(tag, ids, tag.isEmpty() ? "trunk" : alone ? "access" : mode);
  }

  /** As plans show it. */
  static String text(@Nullable String vlans) {
    return vlans == null || vlans.isEmpty() ? "all" : vlans;
  }

  private static Map<String, String> words(String text) {
    Map<String, String> words = new TreeMap<>();
    for (String word : text.split(" ", -1)) {
      int at = word.indexOf('=');
      if (at > 0) {
        words.put(word.substring(0, at), word.substring(at + 1));
      }
    }
    return words;
  }
}
