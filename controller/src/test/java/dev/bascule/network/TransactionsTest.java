package dev.bascule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Transactions.Outcome;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private static final Edits.Planned NO_FILES = new Edits.Planned(List.of(), null, List.of(), null);
  private static final String CARD =
      """
      link eth0 hardware mac 52:54:00:00:00:01
      address eth0 10.66.0.5/24
      route default via 10.66.0.1 dev eth0
      control 192.0.2.9 10.66.0.5 eth0 10.66.0.1
      """;

  @Test
  void a_conversion_is_one_transaction_that_knows_its_links_and_its_way_back() {
    Transaction made = made(outcome(CARD, "bridge br0 adopt=eth0"));
    assertThat(made.touched()).extracting(Object::toString).containsOnly("br0", "eth0");
    assertThat(made.candidates()).containsExactly(IpAddress.of("10.66.0.5"));
    assertThat(made.inverse()).isNotEmpty();
    assertThat(made.window().total()).isEqualTo(Duration.ofSeconds(65));
    assertThat(made.warnings())
        .containsExactly(
            "firewall rules that name eth0 (-i, -o, zones) do not match what comes in by br0:"
                + " rules are not changed");
  }

  @Test
  void what_is_there_already_needs_no_transaction() {
    assertThat(outcome(CARD, "address eth0 addresses=10.66.0.5/24"))
        .isEqualTo(new Outcome.Nothing());
  }

  @Test
  void files_alone_are_a_transaction_without_a_batch() {
    Outcome outcome =
        outcome(CARD, "address eth0 addresses=10.66.0.5/24", SafeApply.USUAL, file("/etc/x"));
    assertThat(made(outcome).batch()).isEmpty();
  }

  @Test
  void a_result_without_a_route_to_the_controller_is_refused() {
    assertThat(refused(CARD, "route default absent"))
        .isEqualTo(
            "no way back to the controller: replies from 10.66.0.5 to the controller at 192.0.2.9"
                + " would have no route");
  }

  @Test
  void a_rule_that_sends_replies_into_a_blackhole_is_no_way_back() {
    String ruled = CARD + "rule 50 from 10.66.0.5 lookup 100\nroute blackhole default table 100\n";
    assertThat(refused(ruled, "bridge br0 adopt=eth0")).contains("would have no route");
  }

  @Test
  void another_address_in_place_of_the_old_one_is_a_candidate() {
    String near = CARD.replace("192.0.2.9", "10.66.0.9");
    Transaction made = made(outcome(near, "address eth0 exclusive addresses=10.66.0.6/24"));
    assertThat(made.candidates()).containsExactly(IpAddress.of("10.66.0.6"));
  }

  @Test
  void a_node_may_go_where_the_controller_has_another_address() {
    String near = CARD.replace("192.0.2.9", "10.66.0.9");
    String six = "address eth0 exclusive addresses=2001:db8::6/64";
    assertThat(refused(near, six))
        .isEqualTo(
            "no way back to the controller: no address of the controller is known that could"
                + " connect to 2001:db8::6");
    assertThat(made(outcome(near, six, "10.66.0.9", "2001:db8::9")).candidates())
        .containsExactly(IpAddress.of("2001:db8::6"));
    assertThat(outcome(near, six, "10.66.0.9", "2001:db8:1::9"))
        .as("no route leads there")
        .isInstanceOf(Outcome.Refused.class);
    assertThat(outcome(near, six, "10.5.0.9", "2001:db8::9"))
        .as("the session comes from another machine: a jump host")
        .isInstanceOf(Outcome.Refused.class);
    assertThat(
            outcome(
                near,
                "address eth0 exclusive addresses=10.77.0.6/24\nroute default absent",
                "10.66.0.9",
                "10.77.0.9"))
        .isInstanceOf(Outcome.Made.class);
  }

  @Test
  void the_window_counts_dhcp_and_twice_the_forward_delay_of_stp() {
    Transaction made =
        made(
            outcome(
                CARD + "dhcp eth0 dhclient eth0\n",
                "bridge br0 adopt=eth0 stp=true forward_delay=15 bpdu_guard"));
    assertThat(Windows.sum(made.window().parts()))
        .isEqualTo(
            "a new login 20 s + STP, twice the forward delay 30 s + DHCP 30 s + stability 35 s"
                + " + margin 10 s = 125 s");
  }

  @Test
  void a_window_that_is_too_small_is_refused_with_the_sum() {
    SafeApply short30 =
        new SafeApply(
            Duration.ofSeconds(30), Duration.ofSeconds(35), false, false, true, List.of());
    Outcome outcome = outcome(CARD, "bridge br0 adopt=eth0", short30, NO_FILES);
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Refused(
                "a window of 30 s is too small for the proof: a new login 20 s + stability 35 s"
                    + " + margin 10 s = 65 s",
                "leave window out, and it is computed"));
  }

  @Test
  void a_second_transaction_is_refused_while_one_is_pending() {
    assertThat(refused(CARD + "pending 20240101T120000-1\n", "bridge br0 adopt=eth0"))
        .isEqualTo("another transaction is pending on this node: 20240101T120000-1");
  }

  @Test
  void what_net_tools_can_say_is_made_without_ip() {
    assertThat(made(outcome(CARD + "tools net-tools\n", "bridge br0 adopt=eth0")).batch())
        .isNotEmpty();
  }

  @Test
  void what_a_node_has_no_program_for_is_refused_in_its_words() {
    String hinted = CARD + "tools net-tools\nroute 10.9.0.0/16 via 10.66.0.1 dev eth0 onlink\n";
    assertThat(refused(hinted, "bridge br0 adopt=eth0"))
        .isEqualTo(
            "this node has no program for the way there: route 10.9.0.0/16 over br0:"
                + " route has no words for onlink");
  }

  @Test
  void a_way_back_that_a_node_has_no_program_for_is_refused_too() {
    String paired = CARD + "tools net-tools\nlink ve1 veth ve2\nlink ve2 veth ve1\n";
    assertThat(refused(paired, "veth ve1 absent"))
        .isEqualTo(
            "this node has no program for the way back: new link ve1: there is no ip to make ve1"
                + " with");
  }

  @Test
  void tables_that_cannot_be_read_are_not_lost_in_silence() {
    assertThat(refused(CARD + "tools net-tools\nunread 100\n", "bridge br0 adopt=eth0"))
        .isEqualTo(
            "this node has no ip, and without it the routes of table 100 cannot be read, so"
                + " neither taken over nor put back");
  }

  @Test
  void a_vlan_that_its_bridge_does_not_pass_is_warned_of() {
    String filtering =
        CARD + "link br1 bridge stp_state=0,vlan_filtering=1 vlans 1=pvid+untagged\n";
    assertThat(made(outcome(filtering, "vlan br1.7 link=br1 id=7")).warnings())
        .containsExactly(
            "br1.7 hears nothing until br1 itself and a port of it are members of VLAN 7:"
                + " tagged: [7] of both says so");
  }

  @Test
  void a_link_of_network_manager_is_refused() {
    assertThat(refused(CARD + "owner eth0 NetworkManager\n", "bridge br0 adopt=eth0"))
        .isEqualTo(
            "NetworkManager manages eth0 and would undo this: nothing tells it of the change");
  }

  @Test
  void a_link_of_networkd_is_changed_only_with_its_files() {
    String owned = CARD + "owner eth0 networkd\n";
    assertThat(refused(owned, "bridge br0 adopt=eth0")).startsWith("networkd manages eth0");
    Edits.Planned told = file("/etc/systemd/network/10-br0.network");
    assertThat(outcome(owned, "bridge br0 adopt=eth0", SafeApply.USUAL, told))
        .isInstanceOf(Outcome.Made.class);
  }

  @Test
  void a_bridge_without_ports_leads_nowhere() {
    NodeNetwork node = NetworkNotation.node(CARD);
    NetworkState target =
        NetworkNotation.state(
            CARD.replace("eth0", "br0")
                .replace("link br0 hardware", "link br0 bridge stp_state=0")
                .replace("control", "#"));
    assertThat(
            Transactions.of(node, target, List.of(), SafeApply.USUAL, NO_FILES, Set.of())
                .toString())
        .contains("would go to br0, which has no port");
  }

  @Test
  void vlans_on_an_adopted_card_and_the_bridge_filter_are_worth_a_warning() {
    String node =
        CARD
            + "link eth0.5 vlan eth0 5 mac 52:54:00:00:00:01\n"
            + "sysctl net/bridge/bridge-nf-call-iptables 1\n";
    assertThat(made(outcome(node, "bridge br0 adopt=eth0")).warnings())
        .contains(
            "eth0.5 stays on eth0 and keeps working: frames of VLAN 5 go to it and not to br0")
        .anyMatch(warning -> warning.startsWith("net.bridge.bridge-nf-call-iptables is 1"));
  }

  /** Asked for by a controller that has these addresses. */
  private static Outcome outcome(String text, String wish, String... controller) {
    List<IpAddress> own = Stream.of(controller).map(IpAddress::of).toList();
    return outcome(NetworkNotation.node(text).seenFrom(own), wish, SafeApply.USUAL, NO_FILES);
  }

  private static Outcome outcome(
      String text, String wish, SafeApply settings, Edits.Planned edits) {
    return outcome(NetworkNotation.node(text), wish, settings, edits);
  }

  private static Outcome outcome(
      NodeNetwork node, String wish, SafeApply settings, Edits.Planned edits) {
    List<NetworkResource> wishes = WishNotation.wishes(wish);
    NetworkState state = node.state();
    for (NetworkResource one : wishes) {
      state = ((Reach.Reached) Target.of(node, state, one)).after();
    }
    return Transactions.of(node, state, wishes, settings, edits, Set.of());
  }

  private static Transaction made(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Made.class);
    return ((Outcome.Made) outcome).transaction();
  }

  private static String refused(String node, String wish) {
    Outcome outcome = outcome(node, wish);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).message();
  }

  private static Edits.Planned file(String path) {
    FileEdit edit = new FileEdit(new AbsolutePath(path), null, FileContent.of("x\n"));
    return new Edits.Planned(List.of(edit), null, List.of(), null);
  }
}
