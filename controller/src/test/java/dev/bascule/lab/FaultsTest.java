package dev.bascule.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Faults.Blow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The lab's faults do what they are named after, where they are told to. */
class FaultsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** A process with the word "applier", of whose changes the first is a batch of two. */
  private static final String APPLIER =
      """
      cat >/tmp/applier <<'END'
      printf 'link add name br5 type bridge\\nlink set dev br5 mtu 1400\\n' | ip -batch - || exit
      ip -br link show dev br5
      ip address add 10.9.9.1/24 dev br5
      sysctl -q -w net.ipv4.conf.br5.proxy_arp=1
      END
      """;

  @Nested
  @LabTest(nodes = 2)
  class Light extends Cases {
    Light(Lab lab) {
      super(lab);
    }

    @Test
    void the_power_goes_between_two_commands_of_a_batch() {
      arm(1, Blow.POWER);
      start();
      Await.until("the power cut", SOON, () -> !node.isOn());
      node.powerOn();
      assertThat(node.tryExec("ip", "link", "show", "dev", "br5").exit()).isEqualTo(1);
    }

    @Test
    void what_a_rehearsal_does_in_a_scratch_namespace_is_not_counted() {
      arm(0, Blow.FAIL);
      node.exec("unshare", "-n", "sh", "/tmp/applier");
      assertThat(faults.changes()).isEmpty();
    }

    @Test
    void what_another_process_does_is_not_counted() {
      arm(0, Blow.FAIL);
      node.shell("ip link add name br6 type bridge && ip link del dev br6");
      assertThat(faults.struckWithin(Duration.ZERO)).isFalse();
    }

    @Test
    void an_impostor_answers_at_the_nodes_address_with_another_key() {
      Impostor impostor = Impostor.of(node, neighbour);
      assertThat(node.ssh("hostname").err()).contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
      impostor.withHostKeys();
      Await.until("its sshd", SOON, () -> node.ssh("hostname").out().equals("hn-2\n"));
      assertThat(neighbour.exec("cat", "/etc/machine-id"))
          .isNotEqualTo(node.exec("cat", "/etc/machine-id"));
      impostor.leave();
      assertThat(node.ssh("hostname").out()).isEqualTo("hn-1\n");
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.BUSYBOX)
  class Busybox extends Cases {
    Busybox(Lab lab) {
      super(lab);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Systemd extends Cases {
    Systemd(Lab lab) {
      super(lab);
    }
  }

  abstract static class Cases {
    final LabNode node;
    final LabNode neighbour;
    final Faults faults;

    Cases(Lab lab) {
      this.node = lab.node(1);
      this.neighbour = lab.nodes().get(lab.nodes().size() - 1);
      this.faults = Faults.on(node);
    }

    final void arm(int after, Blow blow) {
      node.shell(APPLIER);
      faults.arm("/tmp/applier", after, blow);
    }

    final void start() {
      node.shell("setsid sh /tmp/applier >/tmp/applier.log 2>&1 </dev/null &");
    }

    @AfterEach
    void clean_up() {
      faults.disarm();
      node.shell("pkill -f [/]tmp/applier; pkill -x sleep; ip link del dev br5 2>/dev/null; true");
    }

    @Test
    void changes_are_counted_one_by_one_and_questions_are_not() {
      arm(0, Blow.NONE);
      node.exec("sh", "/tmp/applier");
      assertThat(faults.changes())
          .isEqualTo(
              List.of(
                  "ip link add name br5 type bridge",
                  "ip link set dev br5 mtu 1400",
                  "ip address add 10.9.9.1/24 dev br5",
                  "sysctl -q -w net.ipv4.conf.br5.proxy_arp=1"));
      assertThat(node.exec("ip", "address", "show", "dev", "br5")).contains("mtu 1400", "10.9.9.1");
    }

    @Test
    void a_process_is_killed_between_two_commands_of_a_batch() {
      arm(1, Blow.KILL);
      start();
      assertThat(faults.struckWithin(SOON)).isTrue();
      Await.until("its end", SOON, () -> node.tryExec("pgrep", "-f", "/tmp/applier").exit() == 1);
      assertThat(node.exec("ip", "link", "show", "dev", "br5")).contains("mtu 1500");
    }

    @Test
    void a_process_hangs_after_its_last_but_one_change() {
      arm(3, Blow.HANG);
      start();
      assertThat(faults.struckWithin(SOON)).isTrue();
      assertThat(node.tryExec("pgrep", "-f", "/tmp/applier").exit()).isZero();
      assertThat(node.exec("cat", "/proc/sys/net/ipv4/conf/br5/proxy_arp")).isEqualTo("0\n");
    }

    @Test
    void a_command_fails_and_so_do_those_after_it() {
      arm(2, Blow.FAIL);
      assertThat(node.tryExec("sh", "/tmp/applier").err()).contains("Operation not permitted");
      assertThat(node.exec("ip", "address", "show", "dev", "br5")).doesNotContain("10.9.9.1");
      assertThat(node.exec("cat", "/proc/sys/net/ipv4/conf/br5/proxy_arp")).isEqualTo("0\n");
    }

    @Test
    void a_failure_in_a_batch_names_its_line() {
      arm(1, Blow.FAIL);
      assertThat(node.tryExec("sh", "/tmp/applier").err()).contains("Command failed -:2");
    }
  }
}
