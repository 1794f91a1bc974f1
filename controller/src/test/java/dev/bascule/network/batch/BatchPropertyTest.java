package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.Address;
import dev.bascule.network.AddressText;
import dev.bascule.network.ConnectedRoutes;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.RouteText;
import dev.bascule.network.WishNotation;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random nodes and wishes, run by a kernel that is simulated: it ends where it was to end. */
class BatchPropertyTest {
  private static final int ROUNDS = 40;

  @Test
  void the_batch_leads_to_the_target_and_no_step_is_refused() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Pair pair = pair(seed);
      SimulatedKernel kernel = new SimulatedKernel(pair.from);
      for (NetworkOp op : Batch.between(pair.from, pair.to)) {
        Optional<String> problem = kernel.run(op);
        assertThat(problem).as("seed %s: %s", seed, op).isEmpty();
      }
      assertThat(text(kernel.state(), pair.to))
          .as("seed %s", seed)
          .isEqualTo(text(pair.to, pair.to));
    }
  }

  @Test
  void from_every_point_of_the_batch_the_inverse_leads_back() {
    int points = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      Pair pair = pair(seed);
      List<NetworkOp> batch = Batch.between(pair.from, pair.to);
      List<NetworkOp> inverse = Batch.between(pair.to, pair.from);
      SimulatedKernel forward = new SimulatedKernel(pair.from);
      for (int done = 0; done <= batch.size(); done++) {
        SimulatedKernel back = new SimulatedKernel(forward.state());
        inverse.forEach(back::run);
        assertThat(text(back.state(), pair.from))
            .as("seed %s, after %s of %s", seed, done, batch)
            .isEqualTo(text(pair.from, pair.from));
        points++;
        if (done < batch.size()) {
          forward.run(batch.get(done));
        }
      }
    }
    assertThat(points).isGreaterThan(ROUNDS * 10);
  }

  @Test
  void a_wish_granted_again_changes_nothing() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      NodeNetwork node = node(random);
      String wish = wish(random);
      if (reach(node, node.state(), wish) instanceof Reach.Reached reached) {
        Reach again = reach(node, reached.after(), wish);
        assertThat(again)
            .as("seed %s: %s", seed, wish)
            .isEqualTo(new Reach.Reached(reached.after(), List.of()));
        assertThat(Batch.between(reached.after(), reached.after())).isEmpty();
      }
    }
  }

  private record Pair(NetworkState from, NetworkState to) {}

  // Up to three wishes, so that some states begin with a bridge.
  private static Pair pair(int seed) {
    Random random = new Random(seed);
    NodeNetwork node = node(random);
    NetworkState from = node.state();
    NetworkState to = from;
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      if (reach(node, to, wish(random)) instanceof Reach.Reached reached) {
        from = random.nextBoolean() ? to : from;
        to = reached.after();
      }
    }
    return new Pair(from, to);
  }

  private static Reach reach(NodeNetwork node, NetworkState from, String wish) {
    return Target.of(node, from, WishNotation.wishes(wish).get(0));
  }

  private static String wish(Random random) {
    int last = 5 + random.nextInt(4);
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> "bridge br0 adopt=eth0";
      case 3 -> "bridge br0 absent";
      case 4 -> "address eth0 exclusive addresses=10.66.0." + last + "/24";
      case 5 -> "address eth0 addresses=10.66.0." + last + "/24,10.77.0.9/24,fd66::9/64";
      case 6 -> "route 10.88.0.0/16 via=10.66.0." + (250 + random.nextInt(3));
      case 7 -> "vlan eth1.7 link=eth1 id=7 addresses=10.70.0.1/24";
      default -> "bridge br1 adopt=eth1 stp=false";
    };
  }

  private static NodeNetwork node(Random random) {
    StringBuilder text = new StringBuilder();
    text.append("link lo loopback\n");
    text.append("link eth0 hardware mac 52:54:00:00:00:01\n");
    text.append("link eth1 hardware mac 52:54:00:00:00:02\n");
    text.append("address eth1 10.99.0.1/24\naddress eth0 10.66.0.5/24 brd 10.66.0.255\n");
    for (int i = 6; i < 9; i++) {
      if (random.nextBoolean()) {
        text.append("address eth0 10.66.0." + i + "/24\n");
      }
    }
    if (random.nextBoolean()) {
      text.append("address eth0 10.78.0.1/16\naddress eth0 10.78.0.2/16\n");
      text.append("route 10.79.0.0/16 via 10.78.0.9 dev eth0 src 10.78.0.2\n");
    }
    if (random.nextBoolean()) {
      text.append("address eth0 fd66::6/64\naddress eth0 fd66::5/64\n");
      text.append("address eth0 fe80::5054:ff:fe00:1/64\n");
      text.append("route default via fe80::1 dev eth0 src fd66::5\n");
    }
    if (random.nextBoolean()) {
      text.append("route default via 10.66.0.1 dev eth0 onlink metric 100\n");
      text.append("rule 100 from 10.66.0.6 lookup 100\nrule 101 from all iif eth0 lookup 100\n");
      text.append("route default via 10.66.0.2 dev eth0 table 100\n");
      text.append("neighbour eth0 10.66.0.9 52:54:00:00:00:09\n");
    }
    if (random.nextBoolean()) {
      text.append("sysctl net/ipv6/conf/default/disable_ipv6 0\n");
      text.append("sysctl net/ipv6/conf/eth0/disable_ipv6 0\n");
      text.append("sysctl net/ipv6/conf/eth0/accept_dad 1\n");
      text.append("sysctl net/ipv6/conf/default/accept_dad 1\n");
      text.append("sysctl net/ipv4/conf/eth0/promote_secondaries 1\n");
    }
    return NetworkNotation.node(text.toString());
  }

  // What the kernel keeps, in its order where that means something: of addresses, not of routes.
  private static String text(NetworkState state, NetworkState wanted) {
    List<String> lines = new ArrayList<>();
    TreeSet<String> sorted = new TreeSet<>();
    state
        .links()
        .forEach(
            link -> {
              sorted.add(
                  "link "
                      + link.name()
                      + " "
                      + link.kind().getClass().getSimpleName()
                      + " up "
                      + link.up()
                      + " mtu "
                      + link.mtu()
                      + " master "
                      + link.master());
              state.addressesOf(link.name()).stream()
                  .map(BatchPropertyTest::text)
                  .sorted()
                  .forEach(lines::add);
              state.addressesOf(link.name()).stream()
                  .filter(address -> ordered(state, address))
                  .map(BatchPropertyTest::text)
                  .forEach(line -> lines.add("primary " + line));
            });
    state.routes().forEach(route -> sorted.add("route " + RouteText.of(route)));
    state.rules().forEach(rule -> sorted.add("rule " + rule.priority() + " " + rule.words()));
    state.neighbours().forEach(entry -> sorted.add("neighbour " + entry));
    state
        .sysctls()
        .forEach(
            (path, value) -> {
              if (wanted.sysctls().containsKey(path)) {
                sorted.add("sysctl " + path + " " + value);
              }
            });
    lines.addAll(sorted);
    lines.sort(null);
    return String.join("\n", lines).toLowerCase(Locale.ROOT);
  }

  private static boolean ordered(NetworkState state, Address address) {
    return !address.local().address().isV6() && !ConnectedRoutes.isSecondary(state, address);
  }

  private static String text(Address address) {
    return "address " + address.link() + " " + AddressText.of(address);
  }
}
