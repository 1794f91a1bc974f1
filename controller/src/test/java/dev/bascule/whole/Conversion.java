package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Conversions of a node, as a user starts them, and what every node has to show of them. */
record Conversion(Lab lab, Path home, LabNode node) {

  /** There, through a power cycle, and back: the plan is empty wherever it should be. */
  void there_through_the_power_plug_and_back() {
    String before = network();
    String files = node.shell("cat /etc/network/interfaces");
    assertThat(run(0, "--yes").out()).contains("is confirmed");
    assertThat(network()).contains("br0").doesNotContain("eth0 " + node.address());
    run(0, "--dry-run");
    lab.lab("power", node.name(), "off").orThrow();
    lab.lab("power", node.name(), "on").orThrow();
    run(0, "--dry-run");
    assertThat(run(0, "--reverse", "--yes").out()).contains("is confirmed");
    run(0, "--reverse", "--dry-run");
    assertThat(network()).isEqualTo(before);
    assertThat(node.shell("cat /etc/network/interfaces")).isEqualTo(files);
  }

  /** What a person takes back is back, and verified. */
  void taken_back() {
    String before = network();
    until_a_person_decides();
    assertThat(network()).contains("br0");
    CommandResult back = bascule("abort");
    assertThat(back.out()).contains("rolled back: transaction").contains("it was told to go back");
    assertThat(back.exit()).isEqualTo(5);
    assertThat(network()).isEqualTo(before);
  }

  /** The run ends when the change is under way; this, when it is made. */
  void until_a_person_decides() {
    run(2, "--yes", "--confirm", "manual");
    Await.until(
        "the change is made",
        Duration.ofMinutes(2),
        () -> node.tryExec("cat", "/var/lib/bascule/pending/state").out().startsWith("applied"));
  }

  /** Addresses and routes of IPv4, as the node's oldest tools tell them. */
  String network() {
    return node.shell("ifconfig | awk '/^[a-z]/ {l=$1} /inet / {print l, $2, $4}'; route -n")
        .replaceAll(":? +", " ");
  }

  CommandResult run(int exit, String... more) {
    List<String> all = new ArrayList<>(List.of("--bridge", "br0", "--stable", "2s"));
    all.addAll(List.of(more));
    CommandResult result = bascule("convert", all.toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }

  CommandResult bascule(String command, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "env",
                "HOME=" + home,
                Bascule.CHECKOUT.resolve("bin/bascule").toString(),
                command,
                "--known-hosts",
                lab.knownHosts().toString(),
                "--private-key",
                lab.key().toString()));
    line.addAll(List.of(options));
    line.add("root@" + node.address());
    return lab.controller(line.toArray(String[]::new));
  }
}
