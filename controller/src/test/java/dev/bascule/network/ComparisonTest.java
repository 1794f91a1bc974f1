package dev.bascule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String WANTED =
      """
      link eth0 hardware mac 52:54:00:00:00:01 master br0
      link br0 bridge stp_state=0 mac 52:54:00:00:00:01 pinned
      address br0 10.66.0.5/24
      address br0 fd66::5/64
      route default via 10.66.0.1 dev br0
      neighbour br0 10.66.0.9 52:54:00:00:00:09
      sysctl net/ipv4/conf/br0/rp_filter 2
      """;

  @Test
  void the_same_state_does_not_differ() {
    assertThat(lines(WANTED)).isEmpty();
  }

  @Test
  void what_changes_by_itself_does_not_differ() {
    assertThat(
            lines(
                WANTED.replace("fd66::5/64", "fd66::5/64 flags tentative")
                    + "address br0 fe80::1/64\n"
                    + "address br0 fd77::7/64 valid 300 flags dynamic,mngtmpaddr\n"
                    + "route default via fe80::9 dev br0 proto ra metric 512\n"
                    + "link veth7 veth ? master br0\naddress veth7 10.7.7.7/24\n"))
        .isEmpty();
  }

  @Test
  void a_duplicate_address_differs() {
    assertThat(lines(WANTED.replace("fd66::5/64", "fd66::5/64 flags dadfailed,tentative")))
        .containsExactly("address fd66::5/64 is a duplicate of another machine's");
  }

  @Test
  void what_is_missing_and_what_is_too_much_differs() {
    assertThat(
            lines(
                WANTED
                    .replace("address br0 10.66.0.5/24", "address br0 10.66.0.6/24")
                    .replace("master br0", "")
                    .replace("rp_filter 2", "rp_filter 1")
                    .replace("via 10.66.0.1", "via 10.66.0.2")
                    .replace("neighbour", "#")))
        .containsExactly(
            "master of eth0 is null, not br0",
            "address 10.66.0.5/24 is missing on br0",
            "address 10.66.0.6/24 is on br0 as well",
            "route default via 10.66.0.1 dev br0 is missing",
            "route default via 10.66.0.2 dev br0 is there as well",
            "neighbour 10.66.0.9 is missing on br0",
            "sysctl net/ipv4/conf/br0/rp_filter is 1, not 2");
  }

  @Test
  void an_address_with_two_holders_and_two_equal_ways_out_differ() {
    assertThat(
            lines(
                WANTED
                    + "link eth1 hardware\naddress eth1 10.66.0.5/24\n"
                    + "route default via 10.66.0.3 dev eth1\n"))
        .containsExactly(
            "address 10.66.0.5 is on two links: br0 and eth1",
            "two default routes are equal: default via 10.66.0.1 dev br0 and default via"
                + " 10.66.0.3 dev eth1");
  }

  @Test
  void a_bridge_that_was_to_go_and_is_there_differs() {
    NetworkState none = NetworkNotation.state("link eth0 hardware mac 52:54:00:00:00:01");
    NetworkState still =
        NetworkNotation.state(
            "link eth0 hardware mac 52:54:00:00:00:01\nlink br0 bridge stp_state=0");
    assertThat(Comparison.of(none, still, links())).containsExactly("link br0 is still there");
  }

  private static List<String> lines(String observed) {
    return Comparison.of(NetworkNotation.state(WANTED), NetworkNotation.state(observed), links());
  }

  private static Set<InterfaceName> links() {
    return Set.of(new InterfaceName("br0"), new InterfaceName("eth0"));
  }
}
