package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Touched;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of many namespaces a stand-in has those that the batch is about. */
class ScratchSpacesTest {
  /** Two namespaces on br0, one on br1 that shares a pair with another, and one by itself. */
  private static final String NODE =
      """
      link eth0 mac 52:54:00:00:00:01 master br0
      link br0 bridge stp_state=0,forward_delay=0 mac 52:54:00:00:00:01
      address br0 10.9.0.5/24
      link br1 bridge stp_state=0,forward_delay=0 mac 52:54:00:00:00:11
      link v1 veth i1 netns blue mac 52:54:00:00:00:21 master br0
      link v2 veth i2 netns green mac 52:54:00:00:00:22 master br0
      link v3 veth i3 netns red mac 52:54:00:00:00:23 master br1
      in blue link i1 veth ?
      in blue address i1 10.9.0.21/24
      in green link i2 veth ?
      in red link i3 veth ?
      in red link left veth right netns grey
      in grey link right veth left netns red
      in lonely link lo loopback mtu 65536
      """;

  private static final NetworkState BEFORE = NetworkNotation.state(NODE);

  @Test
  void a_namespace_that_is_changed_comes_with_its_pairs_and_no_other_does() {
    String text = replica(NODE + "in blue address i1 10.9.0.22/24\n");
    assertThat(text).contains("blue", "i1", "v1").doesNotContain("green", "red", "grey", "lonely");
    assertThat(text).doesNotContain("br1", "v3");
    // A port of the same bridge is played by a card.
    assertThat(text).contains("net_stand v2 52:54:00:00:00:22 1500");
  }

  @Test
  void one_that_shares_a_pair_with_it_comes_too() {
    assertThat(replica(NODE.replaceAll("(?m)^(in grey|in red link left).*\n", "")))
        .contains("grey", "red", "left", "right", "v3", "br1")
        .doesNotContain("blue", "green", "lonely", "v1");
  }

  @Test
  void so_does_the_one_behind_a_link_that_is_touched() {
    assertThat(replica(NODE.replace("00:22 master br0", "00:22 master br1")))
        .contains("green", "net_stand v3 ", "net_stand v1 ")
        .doesNotContain("blue", "red");
  }

  @Test
  void and_the_one_that_a_new_pair_leads_to() {
    assertThat(replica(NODE + "link v9 veth i9 netns lonely\nin lonely link i9 veth ?\n"))
        .contains("lonely")
        .doesNotContain("blue", "green", "red", "grey", "br0", "br1");
  }

  @Test
  void a_batch_that_is_about_none_has_none() {
    assertThat(replica(NODE + "address br1 10.10.0.1/24\n"))
        .contains("br1", "net_stand v3 52:54:00:00:00:23 1500")
        .doesNotContain("red", "blue", "v1");
  }

  private static String replica(String after) {
    NetworkState to = NetworkNotation.state(after);
    List<NetworkOp> both =
        Stream.of(Batch.between(BEFORE, to), Batch.between(to, BEFORE))
            .flatMap(List::stream)
            .toList();
    return ScratchText.replica(BEFORE, Touched.by(Batch.between(BEFORE, to)), both, Tools.MODERN);
  }
}
