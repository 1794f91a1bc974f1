package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first four of twenty nodes are sick, each in another way, and there are four forks. */
@LabTest(nodes = 20)
class SickNodesLabTest {
  private static final List<String> HEALTHY =
      IntStream.rangeClosed(5, 20).mapToObj(number -> "hn-" + number).toList();

  @TempDir private Path folder;
  private final Lab lab;

  SickNodesLabTest(Lab lab) {
    this.lab = lab;
  }

  @AfterEach
  void make_the_nodes_whole_again() {
    lab.lab("up", "4", "--fresh").orThrow();
  }

  @Test
  void healthy_nodes_do_not_wait_for_sick_ones_and_each_cause_is_named() throws IOException {
    lab.node(1).shell("ip route add blackhole 10.66.255.254");
    lab.node(2).shell("kill -STOP $(cat /run/sshd.pid)");
    lab.node(3)
        .shell(
            "cd /usr/bin; rm stat; printf '#!/bin/sh\\nexec sleep 3600\\n' >stat; chmod 755 stat");
    lab.node(4)
        .shell(
            "mount -t tmpfs -o size=16k full /opt"
                + " && ! cat /dev/zero 2>/dev/null >/opt/filler");
    Path site = folder.resolve("site.yml");
    Files.writeString(
        site,
        "- hosts: all\n  tasks:\n    - copy: {content: \"x\\n\", dest: /opt/x}\n"
            + "    - file: {path: /etc/passwd, mode: \"0644\"}\n");
    CommandResult result =
        new Bascule(lab, folder)
            .run(
                3,
                "apply",
                "--yes",
                "--forks",
                "4",
                "--timeout",
                "12s",
                "--node-timeout",
                "16s",
                site.toString());
    assertThat(finished(result.err())).containsSubsequence("hn-4", "hn-1").hasSize(20);
    assertThat(finished(result.err()).subList(0, 17)).containsAll(HEALTHY);
    assertThat(finished(result.err()).subList(17, 20))
        .containsExactlyInAnyOrder("hn-1", "hn-2", "hn-3");
    assertThat(result.out())
        .contains(
            "hn-1: unreachable: timed out: no answer from 10.66.1.1:22 within 12 s\n"
                + "  hint: the node is down, or a firewall drops the packets\n",
            "hn-2: unreachable: timed out: 10.66.1.2:22 accepts the connection but says nothing"
                + " within 12 s\n  hint: sshd hangs or is overloaded",
            "hn-3: unreachable: no answer to the probe within 16s (--node-timeout)\n"
                + "  hint: something hangs there, such as a dead mount",
            "hn-4: failed while applying: cannot write /opt/x: no space left on its file system;"
                + " nothing was changed\n  hint: free some space\n",
            "20 nodes: 16 changed, 1 failed, 3 unreachable");
  }

  /** The nodes in the order in which progress tells of their ends. */
  private static List<String> finished(String progress) {
    return progress
        .lines()
        .filter(line -> line.matches("\\[\\d+/20] hn-\\d+: .*"))
        .map(line -> line.replaceAll("^\\[.*] (hn-\\d+): .*", "$1"))
        .toList();
  }
}
