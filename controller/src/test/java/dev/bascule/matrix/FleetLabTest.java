package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node first, then the others; and a controller that loses its own cable. */
@LabTest(nodes = 6)
class FleetLabTest {
  private static final String ADOPT = "bridge: {name: br0, adopt: eth0}";
  private static final Duration BEGUN = Duration.ofSeconds(90);

  private final Lab lab;
  @TempDir private Path home;

  FleetLabTest(Lab lab) {
    this.lab = lab;
  }

  @BeforeEach
  void fresh_disks() {
    lab.lay(1, 6, "single");
  }

  @AfterEach
  void the_controllers_cable_is_whole() {
    lab.controller("sh", "-c", "ip link set dev eth0 up && ip route replace default via 10.66.0.1")
        .orThrow();
  }

  @Test
  void the_first_node_goes_back_and_the_others_are_not_touched() throws Exception {
    List<Picture> before = lab.nodes().stream().map(Picture::of).toList();
    Site site = new Site(lab, home);
    String play = site.play("", ADOPT).toString();
    LabNode first = lab.node(1);

    Process apply = start(site.line("apply", "--yes", play));
    Await.until("the first node's change", BEGUN, () -> Standing.state(first).equals("applied"));
    first.cut();
    Await.until("the first node's way back", BEGUN, () -> !Standing.isPending(first));
    first.heal();
    assertThat(apply.waitFor(2, TimeUnit.MINUTES)).isTrue();

    assertThat(apply.exitValue()).as(said()).isEqualTo(5);
    assertThat(said())
        .contains(
            "hn-1: rolled back", "the run stopped: the canary hn-1 was rolled back", "5 skipped");
    for (int place = 1; place <= 6; place++) {
      assertThat(before.get(place - 1).difference(Picture.of(lab.node(place)))).isEmpty();
    }
    // R41: once, and not again.
    assertThat(transactions(first)).isEqualTo(1);
    lab.nodes().stream().skip(1).forEach(node -> assertThat(transactions(node)).isZero());

    CommandResult again = site.run(0, "apply", "--yes", "--limit", "hn-1", play);
    assertThat(again.out()).contains("1 changed");
    assertThat(transactions(first)).isEqualTo(2);
  }

  @Test
  void a_controller_without_its_own_cable_does_not_say_that_all_is_well() throws Exception {
    List<Picture> before = lab.nodes().stream().map(Picture::of).toList();
    Site site = new Site(lab, home);
    String play = site.play("serial: 100%\nsafe_apply: {stable: 20s}", ADOPT).toString();

    Process apply = start(site.line("apply", "--yes", "--timeout", "5s", play));
    Await.until("all changes", BEGUN, () -> lab.nodes().stream().allMatch(this::isChanging));
    lab.controller("ip", "link", "set", "dev", "eth0", "down").orThrow();
    for (int place = 1; place <= 6; place++) {
      LabNode node = lab.node(place);
      Await.until(node.name() + "'s way back", BEGUN, () -> !Standing.isPending(node));
      assertThat(before.get(place - 1).difference(Picture.of(node))).isEmpty();
    }
    assertThat(apply.isAlive()).as(said()).isTrue();

    the_controllers_cable_is_whole();
    assertThat(apply.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(apply.exitValue()).as(said()).isEqualTo(5);
    assertThat(said()).contains("rolled back").doesNotContain("changed");
  }

  private boolean isChanging(LabNode node) {
    return List.of("armed", "applying", "applied").contains(Standing.state(node));
  }

  /** How many the node remembers. */
  private static int transactions(LabNode node) {
    String count = node.shell("ls -d /var/lib/bascule/tx/*/ 2>/dev/null | wc -l");
    return Integer.parseInt(count.strip());
  }

  private Process start(List<String> line) throws IOException {
    return new ProcessBuilder(line)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("said").toFile())
        .start();
  }

  private String said() throws IOException {
    return java.nio.file.Files.readString(home.resolve("said"));
  }
}
