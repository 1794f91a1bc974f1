package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkState;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Touched;
import dev.bascule.network.Transaction;
import dev.bascule.network.Window;
import dev.bascule.network.batch.Batch;
import dev.bascule.network.batch.BatchText;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.network.batch.ScratchText;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.Edits;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a network namespace of this machine, where it may make one. */
class ControllerRehearsalTest {
  /** Two namespaces on br0, one on br1 that shares a pair with another, and one by itself. */
  private static final String NODE =
      """
      link eth0 mac 52:54:00:00:00:01 master br0
      link br0 bridge stp_state=0,forward_delay=0 mac 52:54:00:00:00:01
      address br0 10.9.0.5/24
      link br1 bridge stp_state=0,forward_delay=0 mac 52:54:00:00:00:23
      link v1 veth i1 netns blue mac 52:54:00:00:00:21 master br0
      link v2 veth i2 netns green mac 52:54:00:00:00:22 master br0
      link v3 veth i3 netns red mac 52:54:00:00:00:23 master br1
      in blue link lo loopback mtu 65536
      in blue link i1 veth ? mac 52:54:00:00:00:31
      in blue address i1 10.9.0.21/24
      in green link i2 veth ? mac 52:54:00:00:00:32
      in red link i3 veth ? mac 52:54:00:00:00:33
      in red link left veth right netns grey mac 52:54:00:00:00:34
      in grey link right veth left netns red mac 52:54:00:00:00:35
      in lonely link lo loopback mtu 65536
      """;

  private static final String REPLICA = "net_stand card0 '' 1500 && ip link set card0 up\n";
  private static final String BATCH =
      "ip link add br77 type bridge && ip link set card0 master br77\n";

  private static Rehearsal rehearse(String batch, String inverse) {
    Rehearsal it = ControllerRehearsal.of(batch, inverse, REPLICA, List.of("br77", "card0"));
    assumeThat(it).as(it.toString()).isNotInstanceOf(Rehearsal.Impossible.class);
    return it;
  }

  @Test
  void a_way_there_and_back_is_tried() {
    Rehearsal it = rehearse(BATCH, "ip link del br77\n");
    assertThat(it).isInstanceOf(Rehearsal.Done.class);
    assertThat(it.text()).startsWith("rehearsed on this machine before, in ");
  }

  @Test
  void an_inverse_that_leaves_something_is_told_with_the_diff() {
    Rehearsal it = rehearse(BATCH, ":\n");
    assertThat(((Rehearsal.Contradicted) it).words().text())
        .contains("did not come back to where it began", "+ link br77 bridge down");
  }

  @Test
  void a_batch_that_the_kernel_does_not_take_is_told_in_its_words() {
    Rehearsal it = rehearse("ip link set card0 master br78 2>&1\n", ":\n");
    assertThat(((Rehearsal.Contradicted) it).words().text())
        .contains("the change failed when it was rehearsed", "br78");
  }

  @ParameterizedTest
  @CsvSource({
    "an address in one, in blue address i1 10.9.0.22/24, '', @blue",
    "one that goes, '', in blue .*|link v1 .*, v1 @blue",
    "one that shares a pair, '', in grey .*|in red link left .*, @grey @red",
    "an end that leaves its bridge, link v2 veth i2 netns green mac 52:54:00:00:00:22, link v2 .*, v2 br0",
    "a new pair, link v9 veth i9 netns lonely|in lonely link i9 veth ?, '', v9 @lonely",
    "an address of their bridge, address br1 10.10.0.1/24, '', br1",
  })
  void of_many_namespaces_the_stand_in_has_enough(
      String what, String more, String less, String links) {
    NetworkState before = NetworkNotation.state(NODE);
    String after = NODE.replaceAll("(?m)^(" + (less.isEmpty() ? "-" : less) + ")\n", "");
    NetworkState to = NetworkNotation.state(after + more.replace('|', '\n'));
    List<NetworkOp> batch = Batch.between(before, to);
    List<NetworkOp> inverse = Batch.between(to, before);
    List<NetworkOp> both = Stream.of(batch, inverse).flatMap(List::stream).toList();
    Rehearsal it =
        ControllerRehearsal.of(
            BatchText.forward(batch, Tools.MODERN),
            BatchText.inverse(inverse, Tools.MODERN),
            ScratchText.replica(before, Touched.by(batch), both, Tools.MODERN),
            List.of(links.split(" ")));
    assumeThat(it.text()).as(what).doesNotContain("no namespaces", "not permitted");
    assertThat(it).as(what + ": " + it).isInstanceOf(Rehearsal.Done.class);
  }

  @Test
  void what_an_inverse_leaves_inside_of_a_namespace_is_told() {
    NetworkState before = NetworkNotation.state(NODE);
    NetworkState to = NetworkNotation.state(NODE + "in blue address i1 10.9.0.22/24\n");
    Rehearsal it =
        ControllerRehearsal.of(transaction(before, to, Batch.between(before, to), List.of()));
    assumeThat(it).as(it.toString()).isNotInstanceOf(Rehearsal.Impossible.class);
    assertThat(((Rehearsal.Contradicted) it).words().text())
        .contains("did not come back to where it began", "+ netns @blue addr i1 4 10.9.0.22/24");
  }

  private static Transaction transaction(
      NetworkState before, NetworkState to, List<NetworkOp> batch, List<NetworkOp> inverse) {
    return new Transaction(
        before,
        to,
        batch,
        inverse,
        Touched.by(batch),
        null,
        Tools.MODERN,
        new Window(List.of(), Duration.ofSeconds(90)),
        SafeApply.USUAL,
        new Edits.Planned(List.of(), null, List.of(), null),
        List.of(),
        List.of());
  }

  @Test
  void what_cannot_be_stood_in_for_says_so() {
    Rehearsal it = ControllerRehearsal.of(BATCH, ":\n", "echo no such kind; false\n", List.of());
    assertThat(it.text()).startsWith("not rehearsed: ");
  }
}
