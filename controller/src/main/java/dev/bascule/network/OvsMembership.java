package dev.bascule.network;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a port of Open vSwitch is a member of, in the words of a Linux bridge.
 *
 * <pre>
 * tag=10                                     pvid 10 untagged
 * trunks=20,30                               tagged 20 30
 * tag=10 trunks=20 vlan_mode=native-untagged pvid 10 untagged, tagged 20
 * tag=10 trunks=20 vlan_mode=native-tagged   pvid 10, tagged 10 20
 * tag=10 trunks=10 vlan_mode=native-tagged   pvid 10, tagged 10
 * tag=10 vlan_mode=native-untagged           pvid 10 untagged, tagged all others
 * </pre>
 *
 * @param pvid {@link PortVlans#NONE} for none
 * @param untagged whether frames of the pvid go out without a tag
 * @param plain whether frames without a tag pass though there is no pvid: they are in VLAN 0
 * @param tagged besides the pvid; null for all that there are
 */
record OvsMembership(int pvid, boolean untagged, boolean plain, @Nullable Set<Integer> tagged) {
  private static final int PLAIN = 0;

  /**
   * Of words as {@link OvsVlans} has them. A port of which nothing is said yet is read as a member
   * of nothing: what is said of it is all.
   */
  static OvsMembership of(OvsVlans.Words words) {
    Set<Integer> trunks = words.trunks();
    String tag = words.tag();
    if (tag.isEmpty()) {
      return new OvsMembership(
          PortVlans.NONE, true, trunks.contains(PLAIN), without(trunks, PLAIN));
    }
    int pvid = Integer.parseInt(tag);
    boolean trunk = words.mode().startsWith("native-");
    // The native VLAN is among them whether it is named or not; and no trunks are all.
    Set<Integer> tagged = !trunk ? Set.of() : trunks.isEmpty() ? null : without(trunks, pvid);
    return new OvsMembership(pvid, !words.mode().equals("native-tagged"), false, tagged);
  }

  /** This with what is wished; null where no port of Open vSwitch can be so. */
  @Nullable OvsMembership granted(PortVlans wish) {
    Integer wished = wish.pvid();
    if (wished != null && !isPossible(wished, wish.untagged())) {
      return null;
    }
    Set<Integer> trunks = wish.tagged();
    // On a Linux bridge, too, a pvid that is made a tagged VLAN is no pvid any more.
    int kept = trunks != null && trunks.contains(pvid) ? PortVlans.NONE : pvid;
    int now = wished == null ? kept : wished;
    boolean bare = wished == null ? untagged : wish.untagged().contains(wished);
    Set<Integer> with = trunks == null ? tagged : trunks;
    return new OvsMembership(
        now, bare, wished == null && plain, with == null ? null : without(with, now));
  }

  private static boolean isPossible(int pvid, Set<Integer> untagged) {
    return untagged.isEmpty() || (pvid != PortVlans.NONE && untagged.equals(Set.of(pvid)));
  }

  /** In the words of the database; null where it is a member of nothing, which has none. */
  @Nullable String words() {
    if (pvid == PortVlans.NONE) {
      Set<Integer> trunks = new TreeSet<>(tagged == null ? Set.of() : tagged);
      if (plain) {
        trunks.add(PLAIN);
      }
      return tagged == null || trunks.isEmpty() ? null : OvsVlans.of("", text(trunks), "trunk");
    }
    if (tagged != null && tagged.isEmpty()) {
      // Without trunks a native VLAN would have all others beside it.
      return untagged
          ? OvsVlans.of("" + pvid, "", "access")
          : OvsVlans.of("" + pvid, "" + pvid, "native-tagged");
    }
    return OvsVlans.of(
        "" + pvid,
        tagged == null ? "" : text(tagged),
        untagged ? "native-untagged" : "native-tagged");
  }

  private static Set<Integer> without(Set<Integer> all, int id) {
    Set<Integer> others = new TreeSet<>(all);
    others.remove(id);
    return others;
  }

  private static String text(Set<Integer> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
