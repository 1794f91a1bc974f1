package dev.bascule.network;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The VLANs that a port of a bridge, or the bridge itself, is wanted to be a member of; what is not
 * said is left. In a playbook {@code {name: eth1, pvid: 10, tagged: [20, 30-40]}}.
 *
 * @param pvid the VLAN of frames that come in without a tag; {@link #NONE}: they are dropped; null
 *     to leave it and {@code untagged}
 * @param untagged VLANs whose frames go out without a tag
 * @param tagged VLANs whose frames go out with their tag; null to leave them
 */
public record PortVlans(
    @Nullable Integer pvid, Set<Integer> untagged, @Nullable Set<Integer> tagged) {
  /** No VLAN. */
  public static final int NONE = 0;

  public PortVlans {
    untagged = Collections.unmodifiableSet(new TreeSet<>(untagged));
    tagged = tagged == null ? null : Collections.unmodifiableSet(new TreeSet<>(tagged));
  }

  /**
   * The membership that grants it.
   *
   * @param now by VLAN id, as {@link Link#vlans} has it
   */
  public Map<Integer, String> granted(Map<Integer, String> now) {
    Map<Integer, String> all = new TreeMap<>();
    now.forEach(
        (id, flags) -> {
          if (flags.isEmpty() ? tagged == null : pvid == null) {
            all.put(id, flags);
          }
        });
    if (tagged != null) {
      tagged.forEach(id -> all.put(id, ""));
    }
    if (pvid != null) {
      untagged.forEach(id -> all.put(id, "untagged"));
      if (pvid != NONE) {
        all.put(pvid, untagged.contains(pvid) ? "pvid untagged" : "pvid");
      }
    }
    return all;
  }

  /** What a bridge that filters makes a new port, and itself, a member of. */
  public static Map<Integer, String> given(Link bridge) {
    String said =
        bridge.bridge().map(LinkKind.Bridge::options).orElse(Map.of()).getOrDefault(OPTION, "1");
    return said.equals("0") ? Map.of() : Map.of(Integer.valueOf(said), "pvid untagged");
  }

  private static final String OPTION = "vlan_default_pvid";

  /** As plans show it: {@code pvid 10, untagged 10, tagged 20 30-40}. */
  public static String text(Map<Integer, String> vlans) {
    Set<Integer> pvid = with(vlans, "pvid", true);
    Set<Integer> untagged = with(vlans, "untagged", true);
    Set<Integer> tagged = with(vlans, "untagged", false);
    StringBuilder text = new StringBuilder();
    part(text, "pvid ", pvid);
    part(text, "untagged ", untagged);
    part(text, "tagged ", tagged);
    return text.isEmpty() ? "none" : text.toString();
  }

  private static void part(StringBuilder text, String word, Set<Integer> ids) {
    if (!ids.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ").append(word).append(ranges(ids));
    }
  }

  private static Set<Integer> with(Map<Integer, String> vlans, String flag, boolean wanted) {
    Set<Integer> ids = new TreeSet<>();
    vlans.forEach(
        (id, flags) -> {
          if (flags.contains(flag) == wanted) {
            ids.add(id);
          }
        });
    return ids;
  }

  /** Ids that follow each other as {@code 30-40}, others between blanks. */
  public static String ranges(Set<Integer> ids) {
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      if (ids.contains(id - 1)) {
        continue;
      }
      int last = id;
      while (ids.contains(last + 1)) {
        last++;
      }
      text.append(text.isEmpty() ? "" : " ").append(id).append(last == id ? "" : "-" + last);
    }
    return text.toString();
  }
}
