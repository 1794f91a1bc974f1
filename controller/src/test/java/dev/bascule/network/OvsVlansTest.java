package dev.bascule.network;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void the_words_of_a_linux_bridge_mean_the_same_here() {
    assertThat(granted(10, Set.of(10), null, "")).isEqualTo("tag=10");
    assertThat(granted(null, Set.of(), Set.of(20, 30), "")).isEqualTo("trunks=20,30");
    assertThat(granted(10, Set.of(10), Set.of(20), ""))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-untagged");
    assertThat(granted(10, Set.of(), Set.of(20), ""))
        .isEqualTo("tag=10 trunks=20 vlan_mode=native-tagged");
    assertThat(granted(10, Set.of(), Set.of(), "")).isEqualTo("trunks=10");
  }

  @Test
  void what_is_not_said_is_left() {
    assertThat(granted(11, Set.of(11), null, "tag=10 trunks=20 vlan_mode=native-untagged"))
        .isEqualTo("tag=11 trunks=20 vlan_mode=native-untagged");
    assertThat(granted(null, Set.of(), Set.of(40), "tag=10"))
        .isEqualTo("tag=10 trunks=40 vlan_mode=native-untagged");
    assertThat(granted(PortVlans.NONE, Set.of(), null, "tag=10 trunks=20 vlan_mode=native-tagged"))
        .isEqualTo("trunks=20");
  }

  @Test
  void a_port_in_no_vlan_is_not_one_in_all_of_them() {
    assertThat(granted(PortVlans.NONE, Set.of(), null, "tag=10")).isNull();
    assertThat(granted(PortVlans.NONE, Set.of(), Set.of(), "")).isNull();
    assertThat(granted(null, Set.of(), Set.of(), "trunks=20")).isNull();
  }

  @Test
  void two_untagged_vlans_are_more_than_a_port_can_have() {
    assertThat(granted(10, Set.of(10, 11), null, "")).isNull();
    assertThat(granted(PortVlans.NONE, Set.of(11), null, "")).isNull();
  }

  private static @Nullable String granted(
      @Nullable Integer pvid, Set<Integer> untagged, @Nullable Set<Integer> tagged, String now) {
    return OvsVlans.granted(new PortVlans(pvid, untagged, tagged), now);
  }
}
