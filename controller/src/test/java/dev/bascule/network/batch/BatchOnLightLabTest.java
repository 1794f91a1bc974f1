package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkState;
import dev.bascule.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@LabTest(nodes = 1)
class BatchOnLightLabTest extends BatchOnNode {
  private static final Set<InterfaceName> TOUCHED = Set.of(Conversion.ETH, Conversion.BR);
  private static final String REHEARSE =
      """
      mkdir -p /root/r
      printf '%s\\n' '. /root/functions' shift 'net_inside "$@"' >/root/program
      cp /root/replica /root/batch /root/inverse /root/r/
      . /root/functions
      netstate eth0 br0 >/root/before
      s=$(date +%s%3N)
      net_rehearse /root/program /root/r eth0 br0 || echo "ended with $?"
      echo "rehearsed in $(($(date +%s%3N) - s)) ms" >/root/r/time
      netstate eth0 br0 | cmp - /root/before
      """;

  private static final String TIMED =
      """
      . /root/functions
      ping -D -n -i 0.002 -w 3 10.66.0.1 >/root/ping & p=$!
      until grep -q 'seq=20 ' /root/ping; do sleep 0.01; done
      s=$(date +%%s%%3N)
      . /root/%s
      e=$(date +%%s%%3N)
      wait $p
      cat /root/ping
      echo "$((e - s)) ms"
      """;

  BatchOnLightLabTest() {
    super(Tools.MODERN);
  }

  private NetworkState before(LabNode node) {
    Conversion conversion = conversion(node);
    MacAddress mac = conversion.mac();
    Link eth =
        new Link(
            Conversion.ETH,
            new LinkKind.Hardware(),
            mac,
            true,
            1500,
            true,
            null,
            Map.of(),
            Map.of());
    NetworkState state =
        NetworkState.EMPTY.withLinks(List.of(eth)).withAddresses(conversion.addresses());
    List<Route> routes = new ArrayList<>(ConnectedRoutes.of(state));
    routes.addAll(conversion.routes());
    return state.withRoutes(routes);
  }

  @Test
  void a_rehearsal_in_a_scratch_namespace_leads_back_and_leaves_the_node_alone(Lab lab) {
    LabNode node = lab.node(1);
    put(node, "replica", ScratchText.replica(before(node), TOUCHED, List.of(), Tools.MODERN));

    assertThat(node.shell(REHEARSE)).isEqualTo("rehearsal ok\n");
    System.out.print(node.shell("cat /root/r/time"));
  }

  @Test
  void a_rehearsal_tells_of_an_inverse_that_does_not_lead_back(Lab lab) {
    LabNode node = lab.node(1);
    put(node, "replica", ScratchText.replica(before(node), TOUCHED, List.of(), Tools.MODERN));
    List<NetworkOp> inverse = conversion(node).inverse();
    put(node, "inverse", BatchText.inverse(inverse.subList(0, inverse.size() - 2), Tools.MODERN));

    assertThat(node.shell(REHEARSE)).startsWith("rehearsal differs\n").contains("br0");
  }

  @Test
  void the_wide_way_back_leads_back_from_every_step(Lab lab) {
    LabNode node = lab.node(1);
    put(node, "inverse", WideText.of(before(node), before(node), TOUCHED, Tools.MODERN));

    the_inverse_leads_back_from_every_step(lab);
  }

  @Test
  void traffic_stands_still_for_less_than_a_tenth_of_a_second(Lab lab) {
    // What the machine itself stands still while nothing is changed: other tests run beside this
    // one.
    Gap noise = gapDuring(lab.node(1), "functions");
    Gap there = gapDuring(lab.node(1), "batch");
    Gap back = gapDuring(lab.node(1), "inverse");

    System.out.println("conversion: " + there + "; back: " + back + "; without: " + noise);
    assertThat(there.replies()).isGreaterThan(300);
    assertThat(there.millis()).isLessThan(100 + noise.millis());
    assertThat(back.millis()).isLessThan(100 + noise.millis());
  }

  private record Gap(int replies, double millis, String batch) {
    @Override
    public String toString() {
      return "longest gap %.1f ms of %d replies, batch %s".formatted(millis, replies, batch);
    }
  }

  /** The node pings its gateway every 2 ms, from before the batch until after it. */
  private static Gap gapDuring(LabNode node, String text) {
    List<String> lines = node.shell(TIMED.formatted(text)).lines().toList();
    String batch = lines.get(lines.size() - 1);
    List<Double> times =
        lines.stream()
            .filter(line -> line.contains("bytes from"))
            .map(line -> Double.parseDouble(line.substring(1, line.indexOf(']'))))
            .toList();
    double longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return new Gap(times.size(), longest * 1000, batch);
  }
}
