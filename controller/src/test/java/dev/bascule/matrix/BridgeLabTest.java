package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Faults;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A NIC becomes a bridge's port, with all that it carries, and stays one over a power cut; and back
 * again. On every network of the lab, and on every flavour of node.
 */
class BridgeLabTest {

  @Nested
  @LabTest(nodes = 1)
  class Single extends Story {
    Single(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 1, topology = "secondaries")
  class Secondaries extends Story {
    Secondaries(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 1, topology = "on-link")
  class OnLink extends Story {
    OnLink(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 1, topology = "two-nics")
  class TwoNics extends Story {
    TwoNics(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 1, topology = "dhcp")
  class Dhcp extends Story {
    Dhcp(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 1, topology = "behind")
  class Behind extends Story {
    Behind(Lab lab) {
      super(lab);
    }

    @Test
    void a_ping_flood_over_another_bridge_loses_nothing(@TempDir Path home) throws IOException {
      ping("ct101 ping -q -i 0.002 172.31.0.102");
      bascule(home, 0, "apply", ADOPT);
      bascule(home, 0, "apply", GIVE_BACK);
      assertThat(lost()).isZero();
    }
  }

  @Nested
  @LabTest(nodes = 1, topology = "containers")
  class Containers extends Steps {
    private static final int TENTH_OF_A_SECOND = 10;

    Containers(Lab lab) {
      super(lab);
    }

    @Test
    void a_container_keeps_its_port_and_its_way_through_apply_and_rollback(@TempDir Path home)
        throws IOException {
      Picture before = Picture.of(node);
      ping("ct101 ping -q -i 0.01 10.66.255.254");
      Faults faults = Faults.on(node);
      faults.arm("apply", 1, Faults.Blow.KILL);
      bascule(home, 5, "apply", "bridge: {name: br0, mtu: 1400, addresses: [10.66.217.7/16]}");
      assertThat(before.difference(Picture.of(node))).isEmpty();
      faults.disarm();
      bascule(home, 0, "apply", "bridge: {name: br0, mtu: 1400, addresses: [10.66.217.7/16]}");
      assertThat(node.exec("ip", "-br", "link", "show", "master", "br0"))
          .contains("eth0", "veth101.0", "veth102.0");
      assertThat(lost()).isLessThanOrEqualTo(2 * TENTH_OF_A_SECOND);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.OLD)
  class Old extends Story {
    Old(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.BUSYBOX)
  class Busybox extends Story {
    Busybox(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Systemd extends Story {
    Systemd(Lab lab) {
      super(lab);
    }
  }

  abstract static class Story extends Steps {
    static final String ADOPT = "bridge: {name: br0, adopt: eth0}";
    static final String GIVE_BACK = "bridge: {name: br0, state: absent, give_back: eth0}";

    private static final String FILE = "/etc/network/interfaces";
    private static final Duration SOON = Duration.ofSeconds(10);

    Story(Lab lab) {
      super(lab);
    }

    @Test
    void there_over_a_power_cut_and_back(@TempDir Path home) throws IOException {
      Picture before = Picture.of(node);
      String file = node.exec("cat", FILE);
      bascule(home, 2, "plan", ADOPT);
      bascule(home, 0, "apply", ADOPT);
      Picture bridged = Picture.of(node);
      assertThat(Topology.Change.ADOPT.made(before, bridged))
          .as(before.difference(bridged))
          .isTrue();
      bascule(home, 0, "plan", ADOPT);

      cutThePower();
      becomes(bridged);
      bascule(home, 0, "plan", ADOPT);

      bascule(home, 0, "apply", GIVE_BACK);
      becomes(before);
      assertThat(node.exec("cat", FILE)).isEqualTo(file);
      cutThePower();
      becomes(before);
      bascule(home, 0, "plan", GIVE_BACK);
    }

    /** Soon, with all that the kernel gives by itself: a link-local address takes its time. */
    private void becomes(Picture wanted) {
      Await.within(SOON, () -> wanted.equals(Picture.of(node)));
      assertThat(wanted.difference(Picture.of(node))).isEmpty();
    }

    private void cutThePower() {
      node.powerOff();
      node.powerOn();
      assertThat(node.ssh("true").exit()).isZero();
    }
  }

  abstract static class Steps {
    final Lab lab;
    final LabNode node;

    Steps(Lab lab) {
      this.lab = lab;
      this.node = lab.node(1);
    }

    /** In the background, in a container. */
    final void ping(String command) {
      node.shell("(ip netns exec " + command + ") >/run/flood 2>&1 </dev/null &");
    }

    /** How many packets of the ping did not come back; ends it. */
    final int lost() {
      String said =
          node.shell("pkill -INT -x ping; until grep 'packet loss' /run/flood; do sleep 0.1; done");
      List<Integer> numbers =
          Stream.of(said.split("\\D+"))
              .filter(word -> !word.isEmpty())
              .map(Integer::valueOf)
              .toList();
      return numbers.get(0) - numbers.get(1);
    }

    final CommandResult bascule(Path home, int exit, String command, String task)
        throws IOException {
      Path site = home.resolve("site.yml");
      Files.writeString(
          site, "- hosts: all\n  safe_apply: {stable: 1s}\n  tasks:\n    - " + task + "\n");
      Path program = Path.of("").toAbsolutePath().getParent().resolve("bin/bascule");
      String yes = command.equals("apply") ? "--yes" : "--verbose";
      CommandResult result =
          lab.controller(
              "env",
              "HOME=" + home,
              program.toString(),
              command,
              yes,
              "-i",
              lab.inventory().toString(),
              site.toString());
      assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
      return result;
    }
  }
}
