package dev.bascule.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.Inside;
import dev.bascule.container.SeenContainer;
import dev.bascule.container.SeenContainers;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ContainersReaderTest {
  private static final String LOOKED =
      """
      =b vzctl
      vzctl version 4.11.1
      =b ct 101
      CTID 101 exist mounted running
      =b ctnet 101 0
      2: eth0@if9: <BROADCAST,UP> mtu 1500
      2: eth0    inet 192.0.2.7/24 scope global eth0
      =
      default via 192.0.2.1 dev eth0
      =
      F /etc/network/interfaces
      |auto lo
      |
      |=
      |F /etc/shadow
      |E

      E
      F /etc/sysconfig/network-scripts/ifcfg-eth0
      |DEVICE=eth0
      |ONBOOT=yes
      E
      F /etc/sysconfig/network-scripts/route-eth0

      E
      =b end
      """;

  private static Inside inside(String text) {
    SeenContainers all = ContainersReader.read(Frames.read("=b", text));
    SeenContainer seen = all.get(new ContainerId("101"));
    return Objects.requireNonNull(seen.inside());
  }

  @Test
  void files_inside_are_read_whatever_they_hold_and_however_they_end() {
    assertThat(inside(LOOKED).files())
        .isEqualTo(
            Map.of(
                "/etc/network/interfaces",
                "auto lo\n\n=\nF /etc/shadow\nE\n",
                "/etc/sysconfig/network-scripts/ifcfg-eth0",
                "DEVICE=eth0\nONBOOT=yes",
                "/etc/sysconfig/network-scripts/route-eth0",
                ""));
  }

  @Test
  void the_network_inside_is_what_stands_before_the_files() {
    Inside inside = inside(LOOKED);

    assertThat(inside.device("eth0").orElseThrow().addresses())
        .containsExactly(Cidr.of("192.0.2.7/24"));
    assertThat(inside.ways()).hasSize(1);
  }
}
