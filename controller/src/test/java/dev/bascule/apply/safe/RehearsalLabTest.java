package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import dev.bascule.probe.ShellText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node does with a batch and an inverse before it takes them. */
class RehearsalLabTest {
  private static final String REPLICA =
      "net_stand eth0 '' 1500 && ip link set eth0 up && ip addr add 10.66.1.1/16 dev eth0";
  private static final String BATCH =
      "ip link add br0 type bridge && ip link set eth0 master br0 && ip netns add inner";
  private static final String INVERSE = "ip netns del inner; ip link del br0";

  @Nested
  @LabTest(nodes = 1)
  class Light extends Rehearsed {}

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Systemd extends Rehearsed {}

  abstract static class Rehearsed {
    @TempDir Path folder;

    /** Answers what the node said; all that happened to its network meanwhile is in /root/seen. */
    private String staged(LabNode node, String batch, String inverse) throws Exception {
      return staged(node, REPLICA, batch, inverse);
    }

    private String staged(LabNode node, String replica, String batch, String inverse)
        throws Exception {
      ProgramNode program =
          new ProgramNode(folder, List.of("sh"))
              .real()
              .call("tx_meta touched 'eth0 br0'")
              .call("tx_text replica " + ShellText.quote(replica))
              .batch(batch)
              .inverse(inverse);
      String here = "T=" + ShellText.quote(program.state().toString());
      // Given up before it is armed: what was to be seen is the rehearsal alone.
      String script =
          program
              .script("r4", "tx_seal\ntx_rehearse\ntx_refuse enough\n")
              .replace(here, "T=/var/lib/bascule");
      Files.writeString(node.live("/root/stage"), script);
      node.shell(
          "while ip -6 addr show dev eth0 tentative | grep -q inet6; do sleep 0.1; done;"
              + " rm -rf /var/lib/bascule; (ip monitor link address route rule >/root/seen 2>&1"
              + " & echo $! >/root/monitor); ls -A /run/netns >/root/run 2>&1 || :");
      String said = node.ssh("sh </root/stage").orThrow().out();
      node.shell("kill $(cat /root/monitor); ls -A /run/netns 2>&1 | cmp - /root/run");
      return said;
    }

    private static void isUntouched(LabNode node) {
      assertThat(node.shell("cat /root/seen; ls -A /var/lib/bascule/tx; ip netns")).isBlank();
    }

    @Test
    void a_way_there_and_back_is_tried_where_nobody_sees_it(Lab lab) throws Exception {
      LabNode node = lab.node(1);
      String said = staged(node, BATCH, INVERSE);
      assertThat(said).contains("BB rehearsed").contains("BB refused enough");
      System.out.println("rehearsed in " + said.replaceAll("(?s).*rehearsed\n(\\d+).*", "$1 ms"));
      isUntouched(node);
    }

    @Test
    void an_inverse_that_leaves_something_is_refused_with_the_diff(Lab lab) throws Exception {
      LabNode node = lab.node(1);
      assertThat(staged(node, BATCH, "ip netns del inner"))
          .contains("BB refused contradicted\n")
          .contains("+ link br0 bridge down")
          .contains("- link eth0 - up mtu=1500");
      isUntouched(node);
    }

    @Test
    void a_batch_that_the_kernel_does_not_take_is_refused_in_its_words(Lab lab) throws Exception {
      LabNode node = lab.node(1);
      assertThat(staged(node, "ip link set eth0 master br7 2>&1", ":"))
          .contains("BB refused rehearsal-failed\n")
          .contains("br7");
      isUntouched(node);
    }

    @Test
    void what_cannot_be_stood_in_for_is_not_rehearsed(Lab lab) throws Exception {
      LabNode node = lab.node(1);
      assertThat(staged(node, "echo no such kind; false", BATCH, INVERSE))
          .contains("BB unrehearsed\na stand-in for the network cannot be made: no such kind\n");
      isUntouched(node);
    }
  }
}
