package dev.bascule.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OvsVlansTest {
  @Test
  void a_tag_without_a_mode_makes_an_access_port_whatever_trunks_say() {
    assertThat(OvsVlans.of("10", "", "")).isEqualTo("tag=10");
    assertThat(OvsVlans.of("10", "20 30", "")).isEqualTo("tag=10");
    assertThat(OvsVlans.of("10", "20 30", "access")).isEqualTo("tag=10");
  }

  @Test
  void trunks_are_in_their_order_however_they_are_written() {
    assertThat(OvsVlans.of("", "30 20", "")).isEqualTo("trunks=20,30");
    assertThat(OvsVlans.of("", "30,20", "trunk")).isEqualTo("trunks=20,30");
    assertThat(OvsVlans.of("10", "20", "trunk")).isEqualTo("trunks=20");
  }

  @Test
  void a_native_vlan_has_its_mode() {
    assertThat(OvsVlans.of("10", "20", "native-untagged"))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-untagged");
    assertThat(OvsVlans.of("10", "", "native-tagged")).isEqualTo("tag=10 vlan_mode=native-tagged");
  }

  @Test
  void nothing_said_is_all_vlans() {
    assertThat(OvsVlans.of("", "", "")).isEqualTo(OvsVlans.ALL);
    assertThat(OvsVlans.of("", "", "trunk")).isEqualTo(OvsVlans.ALL);
  }

  private static final Set<Integer> NONE = Set.of();

  /** What is said is in VLAN 10, 20 or 30; {@code null} is what is not said, or cannot be. */
  @Test
  void the_words_of_a_linux_bridge_mean_the_same_here() {
    // Of a port of which nothing is said yet.
    assertThat(granted(10, Set.of(10), null, "")).isEqualTo("tag=10");
    assertThat(granted(10, Set.of(10), NONE, "")).isEqualTo("tag=10");
    assertThat(granted(10, Set.of(10), Set.of(20), ""))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-untagged");
    assertThat(granted(10, NONE, null, "")).isEqualTo("tag=10 trunks=10 vlan_mode=native-tagged");
    assertThat(granted(10, NONE, NONE, "")).isEqualTo("tag=10 trunks=10 vlan_mode=native-tagged");
    assertThat(granted(10, NONE, Set.of(20), ""))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-tagged");
    assertThat(granted(10, NONE, Set.of(10, 20), ""))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-tagged");
    assertThat(granted(0, NONE, Set.of(20), "")).isEqualTo("trunks=20");
    assertThat(granted(null, NONE, Set.of(20, 30), "")).isEqualTo("trunks=20,30");
  }

  @Test
  void a_pvid_that_is_tagged_is_no_access_port_whatever_the_port_was() {
    String wanted = "tag=10 trunks=10 vlan_mode=native-tagged";
    assertThat(granted(10, NONE, null, "tag=10")).isEqualTo(wanted);
    assertThat(granted(10, NONE, null, "tag=30")).isEqualTo(wanted);
    assertThat(granted(10, NONE, null, "trunks=10")).isEqualTo(wanted);
    assertThat(granted(10, NONE, null, "trunks=20"))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-tagged");
    assertThat(granted(10, NONE, null, "tag=10 trunks=20 vlan_mode=native-untagged"))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-tagged");
    assertThat(granted(10, NONE, NONE, "tag=10 trunks=20 vlan_mode=native-tagged"))
        .isEqualTo(wanted);
    assertThat(granted(10, Set.of(10), null, wanted)).isEqualTo("tag=10");
  }

  @Test
  void no_tagged_vlans_leave_frames_without_a_tag_where_they_were() {
    assertThat(granted(null, NONE, NONE, "tag=10")).isEqualTo("tag=10");
    assertThat(granted(null, NONE, NONE, "tag=10 trunks=20 vlan_mode=native-untagged"))
        .isEqualTo("tag=10");
    assertThat(granted(null, NONE, NONE, "tag=10 trunks=20 vlan_mode=native-tagged"))
        .isEqualTo("tag=10 trunks=10 vlan_mode=native-tagged");
    assertThat(granted(null, NONE, NONE, "tag=10 vlan_mode=native-tagged"))
        .isEqualTo("tag=10 trunks=10 vlan_mode=native-tagged");
    assertThat(granted(null, NONE, NONE, "trunks=0,20")).isEqualTo("trunks=0");
    assertThat(granted(null, NONE, Set.of(30), "trunks=0,20")).isEqualTo("trunks=0,30");
    assertThat(granted(0, NONE, null, "trunks=0,20")).isEqualTo("trunks=20");
  }

  @Test
  void what_is_not_said_is_left() {
    assertThat(granted(11, Set.of(11), null, "tag=10 trunks=20 vlan_mode=native-untagged"))
        .isEqualTo("tag=11 trunks=20 vlan_mode=native-untagged");
    assertThat(granted(11, Set.of(11), null, "tag=10 vlan_mode=native-tagged"))
        .isEqualTo("tag=11 vlan_mode=native-untagged");
    assertThat(granted(20, Set.of(20), null, "tag=10 trunks=20 vlan_mode=native-untagged"))
        .isEqualTo("tag=20");
    assertThat(granted(10, Set.of(10), null, "trunks=10,20"))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-untagged");
    assertThat(granted(null, NONE, Set.of(40), "tag=10"))
        .isEqualTo("tag=10 trunks=40 vlan_mode=native-untagged");
    assertThat(granted(null, NONE, Set.of(40), "tag=10 trunks=20 vlan_mode=native-tagged"))
        .isEqualTo("tag=10 trunks=40 vlan_mode=native-tagged");
    assertThat(granted(0, NONE, null, "tag=10 trunks=20 vlan_mode=native-tagged"))
        .isEqualTo("trunks=20");
    // As on a Linux bridge: a VLAN that is tagged now is the pvid no longer.
    assertThat(granted(null, NONE, Set.of(10, 20), "tag=10")).isEqualTo("trunks=10,20");
  }

  @Test
  void what_means_the_wish_already_stays_as_somebody_wrote_it() {
    for (String now :
        new String[] {
          "tag=10 trunks=10,20 vlan_mode=native-untagged",
          "tag=10 vlan_mode=native-untagged",
          "tag=10 trunks=10 vlan_mode=native-untagged"
        }) {
      assertThat(granted(10, Set.of(10), null, now)).isEqualTo(now);
    }
    assertThat(granted(10, NONE, null, "tag=10 vlan_mode=native-tagged"))
        .isEqualTo("tag=10 vlan_mode=native-tagged");
    // A tunnel takes tagged frames, too.
    assertThat(granted(10, Set.of(10), null, "tag=10 vlan_mode=dot1q-tunnel")).isEqualTo("tag=10");
  }

  @Test
  void what_is_granted_needs_nothing_when_it_is_asked_for_again() {
    String[] nows = {
      "",
      "tag=10",
      "trunks=20",
      "trunks=0,10",
      "tag=10 vlan_mode=native-tagged",
      "tag=20 trunks=10,30 vlan_mode=native-untagged",
      "tag=10 trunks=20 vlan_mode=native-tagged"
    };
    for (String now : nows) {
      for (Integer pvid : new Integer[] {null, 0, 10}) {
        for (Set<Integer> untagged : pvid == null || pvid == 0 ? List.of(NONE) : UNTAGGED) {
          for (Set<Integer> tagged : Arrays.asList(null, NONE, Set.of(20), Set.of(20, 30))) {
            String then = granted(pvid, untagged, tagged, now);
            if (then != null) {
              assertThat(granted(pvid, untagged, tagged, then)).isEqualTo(then);
              assertThat(OvsVlansTest.read(then)).isEqualTo(then);
            }
          }
        }
      }
    }
  }

  private static final List<Set<Integer>> UNTAGGED = List.of(NONE, Set.of(10));

  // As the database would give it back.
  private static String read(String text) {
    OvsVlans.Words words = OvsVlans.Words.of(text);
    return OvsVlans.of(
        words.tag(), words.trunks().toString().replaceAll("[]\\[]", ""), words.mode());
  }

  @Test
  void a_port_in_no_vlan_is_not_one_in_all_of_them() {
    assertThat(granted(0, NONE, null, "tag=10")).isNull();
    assertThat(granted(0, NONE, null, "")).isNull();
    assertThat(granted(0, NONE, null, "trunks=0")).isNull();
    assertThat(granted(0, NONE, NONE, "")).isNull();
    assertThat(granted(0, NONE, NONE, "trunks=20")).isNull();
    assertThat(granted(null, NONE, NONE, "trunks=20")).isNull();
    assertThat(granted(null, NONE, NONE, "")).isNull();
  }

  @Test
  void all_vlans_but_those_without_a_tag_are_more_than_it_has_words_for() {
    assertThat(granted(0, NONE, null, "tag=10 vlan_mode=native-untagged")).isNull();
  }

  @Test
  void two_untagged_vlans_are_more_than_a_port_can_have() {
    assertThat(granted(10, Set.of(10, 11), null, "")).isNull();
    assertThat(granted(10, Set.of(11), null, "")).isNull();
    assertThat(granted(0, Set.of(11), null, "")).isNull();
  }

  private static @Nullable String granted(
      @Nullable Integer pvid, Set<Integer> untagged, @Nullable Set<Integer> tagged, String now) {
    return OvsVlans.granted(new PortVlans(pvid, untagged, tagged), now);
  }
}
