package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.apply.Deadlines;
import dev.bascule.event.Outcome;
import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.Address;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.SafeApply;
import dev.bascule.network.SafeApply.Proof;
import dev.bascule.network.Transaction;
import dev.bascule.network.Window;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.Edits;
import dev.bascule.plan.Plan;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other nodes see of one whose network is changed, and what comes of it. */
class NeighbourProofTest {
  private static final NodeName NODE = new NodeName("hn-2");
  private static final InterfaceName PORT = new InterfaceName("eth0");
  private static final InterfaceName BRIDGE = new InterfaceName("br0");
  private static final String OLD = "10.66.0.12/24";

  private final ManualPace pace = new ManualPace();
  private final FakeNode node = new FakeNode(pace);
  private final Map<NodeName, FakeNode> others = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Duration login = Duration.ZERO;
  private final Neighbourhood neighbours =
      new Neighbourhood(
          (name, limit) -> {
            asked.add(name.text());
            FakeNode other = others.get(name);
            if (other == null) {
              pace.pass(limit.plus(login));
              throw new TransportException(Kind.TIMED_OUT, "no answer", null, null);
            }
            return other.session();
          });
  private List<Proof> proofs = List.of(new Proof.Neighbours());
  private String now = OLD;
  private Deadlines deadlines = Deadlines.USUAL;
  private boolean manual;
  private boolean hostOnly;
  @TempDir Path folder;

  @BeforeEach
  void the_change_itself_goes_well() {
    node.says(
            "stage",
            "==armed",
            "id=ID",
            "left=90",
            "machine-id=m1",
            "mark=b:7",
            "==started",
            "==end")
        .says(
            "prove",
            "==proven",
            "==tx",
            "id=ID",
            "machine-id=m1",
            "mark=b:7",
            "nonce=n1",
            "state=applied",
            "decision=-",
            "==end")
        .says("status", "==tx", "id=ID", "state=rolled-back-verified", "==end")
        .says("abort", "==tx", "id=ID", "state=rolled-back-verified", "==end")
        .says("confirm", "==tx", "id=ID", "state=confirmed", "==end");
  }

  @Test
  void what_a_neighbour_saw_before_and_sees_after_is_confirmed() {
    stands("hn-1", "10.66.0.11/24").says("neighbour", saw("10.66.0.12", "answers"));
    assertThat(notes(run())).contains("neighbour hn-1 sees it from its own side");
    assertThat(asked).containsExactly("hn-1", "hn-1");
  }

  @Test
  void what_a_neighbour_does_not_see_any_more_goes_back() {
    stands("hn-1", "10.66.0.11/24")
        .says("neighbour", saw("10.66.0.12", "answers"))
        .says("neighbour", saw("10.66.0.12", "silent"));
    assertThat(reason(run()))
        .isEqualTo(
            "neighbour hn-1, from its own side: 10.66.0.12 was seen before the change, and is not now");
    assertThat(node.asked()).doesNotContain("confirm");
  }

  @Test
  void a_node_that_answers_no_ping_has_to_answer_ARP() {
    stands("hn-1", "10.66.0.11/24").says("neighbour", saw("10.66.0.12", "resolves"));
    assertThat(run()).isInstanceOf(Outcome.Changed.class);
    stands("hn-1", "10.66.0.11/24")
        .says("neighbour", saw("10.66.0.12", "answers"))
        .says("neighbour", saw("10.66.0.12", "resolves"));
    assertThat(reason(run())).contains("answered ping before the change, and now only ARP");
  }

  @Test
  void what_no_neighbour_saw_before_cannot_fail_it() {
    stands("hn-1", "10.66.0.11/24").says("neighbour", saw("10.66.0.12", "silent"));
    assertThat(notes(run())).contains("no neighbour could say anything: hn-1");
  }

  @Test
  void a_new_address_has_to_be_there_for_a_neighbour_in_its_network() {
    now = "10.77.0.12/24";
    stands("hn-1", "10.77.0.11/24").says("neighbour", saw("10.77.0.12", "silent"));
    assertThat(reason(run())).contains("10.77.0.12 answers neither ping nor ARP");
  }

  @Test
  void a_new_address_on_a_bridge_without_an_uplink_is_nobodys_to_see() {
    now = "10.77.0.12/24";
    hostOnly = true;
    stands("hn-1", "10.77.0.11/24").says("neighbour", saw("10.77.0.12", "silent"));
    assertThat(notes(run())).contains("no neighbour could say anything: hn-1");
  }

  @Test
  void logins_that_hang_before_the_change_do_not_add_up() {
    login = Duration.ofSeconds(30);
    for (int i = 3; i < 6; i++) {
      neighbours.stands(new NodeName("hn-" + i), network(PORT, "10.66.0.1" + i + "/24"));
    }
    assertThat(run()).isInstanceOf(Outcome.Changed.class);
    assertThat(asked).as("one before, one after").hasSize(2);
  }

  @Test
  void the_time_that_neighbours_took_before_the_change_is_not_there_for_its_window() {
    login = Duration.ofMinutes(11);
    neighbours.stands(new NodeName("hn-3"), network(PORT, "10.66.0.13/24"));
    assertThat(run())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            it -> assertThat(it.reason()).endsWith("the window is 110 s, and 0 s are left"));
    assertThat(node.asked()).doesNotContain("stage");
  }

  @Test
  void the_time_that_neighbours_may_take_is_counted_before_anything_is_done() {
    deadlines = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(125));
    stands("hn-1", "10.66.0.11/24").says("neighbour", saw("10.66.0.12", "answers"));
    assertThat(run())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            it ->
                assertThat(it.reason())
                    .endsWith(
                        "the window is 110 s, neighbours are asked for up to 20 s before, and 125 s"
                            + " are left"));
    assertThat(asked).isEmpty();
    proofs = List.of();
    assertThat(run()).isInstanceOf(Outcome.Changed.class);
  }

  @Test
  void the_canary_has_no_neighbour_yet() {
    assertThat(notes(run())).contains("no neighbour yet");
    stands("hn-9", "192.0.2.9/24");
    stands("hn-2", "10.66.0.13/24");
    assertThat(notes(run()))
        .as("another network, and the node itself")
        .contains("no neighbour yet");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_neighbour_that_is_off_says_nothing_and_another_is_asked() {
    neighbours.stands(new NodeName("hn-0"), network(PORT, "10.66.0.10/24"));
    stands("hn-1", "10.66.0.11/24")
        .says("neighbour", saw("10.66.0.12", "answers"))
        .says("neighbour", saw("10.66.0.12", "silent"));
    assertThat(reason(run())).startsWith("neighbour hn-1,");
    assertThat(asked).containsExactly("hn-0", "hn-1", "hn-1");
  }

  @Test
  void where_none_can_be_asked_three_are_tried_within_their_time_and_the_other_proofs_decide() {
    for (int i = 3; i < 9; i++) {
      neighbours.stands(new NodeName("hn-" + i), network(PORT, "10.66.0.1" + i + "/24"));
    }
    assertThat(notes(run())).contains("no neighbour could say anything: hn-");
    assertThat(asked).hasSize(6);
    assertThat(pace.passed()).isLessThan(Duration.ofSeconds(45));
  }

  @Test
  void many_nodes_at_once_do_not_all_ask_the_same_one() {
    for (int i = 3; i < 6; i++) {
      stands("hn-" + i, "10.66.0.1" + i + "/24").says("neighbour", saw("10.66.0.12", "answers"));
    }
    run();
    run();
    assertThat(asked).containsSubsequence("hn-3", "hn-5");
  }

  @Test
  void a_node_that_is_being_changed_itself_is_not_asked() {
    stands("hn-1", "10.66.0.11/24");
    neighbours.moves(new NodeName("hn-1"));
    assertThat(notes(run())).contains("no neighbour yet");
  }

  @Test
  void nobody_is_asked_where_the_play_does_not_want_it_or_a_person_confirms() {
    stands("hn-1", "10.66.0.11/24");
    proofs = List.of();
    assertThat(notes(run())).doesNotContain("neighbour");
    proofs = List.of(new Proof.Neighbours());
    manual = true;
    assertThat(run()).isInstanceOf(Outcome.Pending.class);
    assertThat(asked).isEmpty();
  }

  private FakeNode stands(String name, String address) {
    FakeNode other = new FakeNode(pace);
    others.put(new NodeName(name), other);
    neighbours.stands(new NodeName(name), network(PORT, address));
    return other;
  }

  private static String[] saw(String address, String how) {
    return new String[] {"==saw " + address + " " + how, "==end"};
  }

  private static NetworkState network(InterfaceName link, String address) {
    return NetworkState.EMPTY.withAddresses(List.of(Address.of(link, Cidr.of(address))));
  }

  private static Link bridge() {
    LinkKind kind = new LinkKind.Bridge(Map.of());
    return new Link(BRIDGE, kind, null, false, 1500, true, null, Map.of(), Map.of());
  }

  private static String notes(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    return ((Outcome.Changed) outcome).notes().toString();
  }

  private static String reason(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
    return ((Outcome.RolledBack) outcome).reason();
  }

  private Outcome run() {
    SafeApply settings = new SafeApply(null, Duration.ofSeconds(35), manual, false, true, proofs);
    Transaction transaction =
        new Transaction(
            network(PORT, OLD),
            hostOnly ? network(BRIDGE, now).withLink(bridge()) : network(BRIDGE, now),
            List.of(),
            List.of(),
            Set.of(PORT, BRIDGE),
            null,
            Tools.MODERN,
            new Window(List.of(), Duration.ofSeconds(110)),
            settings,
            new Edits.Planned(List.of(), null, List.of(), null),
            List.of(),
            List.of());
    Lifeline line =
        new Lifeline(node, pace, new KeptFiles(folder), event -> {}, manual, neighbours);
    NodeTexts texts =
        new NodeTexts(
            it -> new TransactionTexts("true\n", "true\n", "true\n", null),
            ":\n",
            TargetCheck.NONE);
    Plan plan = new Plan(NODE, List.of(), transaction);
    return SafeApplyRun.run(node.session(), plan, deadlines, line, texts);
  }
}
