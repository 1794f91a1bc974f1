package dev.bascule.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsideWasTest {
  private static final InsideWish WISH =
      InsideWish.exactly(
          new InterfaceName("eth0"),
          List.of(Cidr.of("192.0.2.7/24")),
          List.of(IpAddress.of("192.0.2.1")));

  private static Inside.Way way(String destination, String via, String dev) {
    return new Inside.Way(destination, via.isEmpty() ? null : IpAddress.of(via), dev);
  }

  private static InsideWas was(Inside.Way... ways) {
    return InsideWas.of(Containers.inside(Containers.MAC, List.of(), ways), WISH);
  }

  @Test
  void routes_that_an_address_brings_by_itself_and_those_of_others_are_left_out() {
    Inside.Way host = way("198.51.100.1", "", "eth0");
    Inside.Way net = way("10.9.0.0/16", "192.0.2.9", "eth0");
    Inside.Way gateway = way("default", "192.0.2.254", "eth0");
    Inside.Way other = way("default", "10.1.0.1", "eth1");
    InsideWas was =
        was(
            host,
            net,
            gateway,
            other,
            way("192.0.2.0/24", "", "eth0"),
            way("10.8.0.0/16", "10.1.0.9", "eth1"),
            way("default", "2001:db8::1", "eth1"));

    assertThat(was.ways()).containsExactly(host, net, gateway, other);
    assertThat(was.reaches(IpAddress.of("198.51.100.1"), "eth0")).isTrue();
    assertThat(was.reaches(IpAddress.of("198.51.100.1"), "eth1")).isFalse();
    assertThat(was.reaches(IpAddress.of("198.51.100.2"), "eth0")).isFalse();
  }

  @Test
  void what_could_mean_something_to_a_shell_is_no_route() {
    assertThat(
            was(
                    way("default", "192.0.2.1", "$(reboot)"),
                    way("default", "192.0.2.1", "a'b"),
                    way("default", "192.0.2.1", "-x"),
                    way("`reboot`", "192.0.2.1", "eth0"),
                    way("1.2.3/400", "192.0.2.1", "eth0"))
                .ways())
        .isEmpty();
  }
}
