package dev.bascule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Transactions.Outcome;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OvsUplinksTest {
  private static final String CARDS =
      """
      link eth0 hardware mac 52:54:00:00:00:01
      link eth1 hardware mac 52:54:00:00:00:02
      address eth0 10.66.0.5/24
      """;
  private static final String SWITCHED =
      """
      link eth0 hardware mac 52:54:00:00:00:01 master ovsbr0 ovs-vlans all
      link eth1 hardware mac 52:54:00:00:00:02
      link ovsbr0 ovs system mac 52:54:00:00:00:01 pinned ovs-vlans all
      address ovsbr0 10.66.0.5/24
      """;

  private static final Edits.Planned NO_EDITS = new Edits.Planned(List.of(), null, List.of(), null);
  private static final String LOST =
      "Open vSwitch keeps its ports over a boot, and no file would say that what %s carries has"
          + " moved: the node would boot without a network";

  @Test
  void a_card_that_joins_is_in_the_files_before_it_is_in_the_database() {
    assertThat(order(CARDS, "bridge ovsbr0 ovs adopt=eth0")).isEqualTo("joins");
  }

  @Test
  void a_card_that_leaves_is_out_of_the_database_before_it_is_in_the_files() {
    assertThat(order(SWITCHED, "bridge ovsbr0 absent give_back=eth0")).isEqualTo("leaves");
  }

  @Test
  void where_the_switch_is_told_nothing_its_database_is_left_alone() {
    assertThat(order(CARDS, "bridge br0 adopt=eth0")).isEmpty();
  }

  @Test
  void an_address_that_no_file_would_move_at_a_boot_does_not_move_into_the_switch_or_out_of_it() {
    for (String way : List.of("bridge ovsbr0 ovs adopt=eth0", "bridge ovsbr0 absent")) {
      String node = way.contains("absent") ? SWITCHED : CARDS;
      for (String kept : List.of("", "eth0", "ovsbr0", "eth1 br9")) {
        assertThat(refused(node, way, kept, null)).as(kept).isEqualTo(LOST.formatted("eth0"));
      }
    }
  }

  @Test
  void where_the_files_say_so_already_none_needs_to_change() {
    for (String way : List.of("bridge ovsbr0 ovs adopt=eth0", "bridge ovsbr0 absent")) {
      String node = way.contains("absent") ? SWITCHED : CARDS;
      assertThat(outcome(node, way, "eth0 ovsbr0", null)).isInstanceOf(Outcome.Made.class);
    }
  }

  @Test
  void each_of_several_cards_is_asked_for() {
    String cards = CARDS + "address eth1 10.77.0.5/24\n";
    String wish = "bridge ovsbr0 ovs adopt=eth0\nbridge ovsbr1 ovs adopt=eth1";
    assertThat(refused(cards, wish, "eth0 ovsbr0", null)).isEqualTo(LOST.formatted("eth1"));
    assertThat(outcome(cards, wish, "eth0 ovsbr0 eth1 ovsbr1", null))
        .isInstanceOf(Outcome.Made.class);
  }

  @Test
  void a_card_without_addresses_needs_no_file() {
    assertThat(outcome(CARDS, "bridge ovsbr0 ovs ports=eth1", "", null))
        .isInstanceOf(Outcome.Made.class);
  }

  @Test
  void one_card_in_and_one_out_at_once_has_no_order_and_is_refused() {
    String wish = "bridge ovsbr0 absent give_back=eth0\nbridge ovsbr1 ovs ports=eth1";
    assertThat(refused(SWITCHED, wish, "eth0 ovsbr0", null))
        .isEqualTo(
            "eth0 leaves a bridge of Open vSwitch and eth1 joins one: a power cut at the"
                + " confirmation could leave neither");
  }

  @Test
  void a_window_in_which_the_server_may_write_its_database_anew_is_too_long() {
    assertThat(
            refused(CARDS, "bridge ovsbr0 ovs adopt=eth0", "eth0 ovsbr0", Duration.ofMinutes(10)))
        .isEqualTo(
            "a window of 600 s is too long: Open vSwitch writes its database anew after ten"
                + " minutes, and a boot would then find what is not confirmed");
    assertThat(outcome(CARDS, "bridge br0 adopt=eth0", "eth0 ovsbr0", Duration.ofMinutes(10)))
        .isInstanceOf(Outcome.Made.class);
  }

  @Test
  void where_the_switch_does_not_answer_the_hint_is_about_the_switch() {
    Outcome outcome =
        outcome(CARDS + "tools without-ovs\n", "bridge ovsbr0 ovs adopt=eth0", "eth0 ovsbr0", null);
    assertThat(((Outcome.Refused) outcome).message()).contains("its database does not answer");
    assertThat(((Outcome.Refused) outcome).hint()).endsWith("ovs-vsctl show");
  }

  private static String order(String node, String wish) {
    Outcome outcome = outcome(node, wish, "eth0 ovsbr0", null);
    assertThat(outcome).isInstanceOf(Outcome.Made.class);
    return OvsUplinks.order(((Outcome.Made) outcome).transaction()).orElse("");
  }

  private static String refused(String node, String wish, String kept, @Nullable Duration window) {
    Outcome outcome = outcome(node, wish, kept, window);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).message();
  }

  // Kept are links whose files are right, without an edit.
  private static Outcome outcome(String text, String wish, String kept, @Nullable Duration window) {
    NodeNetwork node = NetworkNotation.node(text);
    List<NetworkResource> wishes = WishNotation.wishes(wish);
    NetworkState state = node.state();
    for (NetworkResource one : wishes) {
      state = ((Reach.Reached) Target.of(node, state, one)).after();
    }
    SafeApply settings =
        new SafeApply(window, Duration.ofSeconds(35), false, false, true, List.of());
    Set<InterfaceName> links =
        Stream.of(kept.split(" ", -1))
            .filter(name -> !name.isEmpty())
            .map(InterfaceName::new)
            .collect(Collectors.toSet());
    return Transactions.of(node, state, wishes, settings, NO_EDITS, links);
  }
}
