package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six nodes in three racks: what a wave shows keeps the next one from being begun. */
@LabTest(nodes = 6)
class WavesLabTest {
  private static final String ADOPT = "bridge: {name: br0, adopt: eth0}";
  private static final String RACKS =
      """
      all:
        hosts:
          hn-1: {rack: a}
          hn-2: {rack: a}
          hn-3: {rack: b}
          hn-4: {rack: b}
          hn-5: {rack: c}
          hn-6: {rack: c}
      """;
  private static final Duration BEGUN = Duration.ofSeconds(90);

  private final Lab lab;
  @TempDir private Path home;

  WavesLabTest(Lab lab) {
    this.lab = lab;
  }

  @BeforeEach
  void fresh_disks() {
    lab.lay(1, 6, "single");
  }

  @AfterEach
  void the_switch_is_whole() {
    lab.node(1).heal();
    lab.lab("join", "hn-1", "hn-2").orThrow();
  }

  @Test
  void a_node_that_only_its_neighbour_misses_goes_back_and_the_next_wave_is_not_begun()
      throws Exception {
    List<Picture> before = lab.nodes().stream().map(Picture::of).toList();
    Process apply =
        apply(
            """
            serial: [1, 2]
            apart: rack
            soak: 1s
            any_errors_fatal: true
            safe_apply: {stable: 8s, prove: neighbours}""");
    Await.until("the second wave", BEGUN, () -> Standing.state(lab.node(2)).equals("applied"));
    lab.lab("isolate", "hn-1", "hn-2").orThrow();
    assertThat(apply.waitFor(2, TimeUnit.MINUTES)).isTrue();

    assertThat(apply.exitValue()).as(said()).isEqualTo(5);
    assertThat(said())
        .contains("wave 1 of 4: 1 node, the canary hn-1", "wave 2 of 4: 2 nodes")
        .contains("no neighbour yet")
        .contains("hn-2: rolled back: neighbour hn-1, from its own side: 10.66.1.2")
        .contains("neighbour hn-1 sees it from its own side")
        .contains("hn-4, hn-5, hn-6 (3 nodes): skipped: the run stopped: hn-2 was rolled back")
        .doesNotContain("wave 3");
    for (int place : List.of(2, 4, 5, 6)) {
      assertThat(before.get(place - 1).difference(Picture.of(lab.node(place)))).isEmpty();
    }
    assertThat(lab.node(3).shell("ip -o link show dev br0")).contains("br0");

    // What is left is done again in waves of its own; racks are kept apart there, too.
    lab.lab("join", "hn-1", "hn-2").orThrow();
    Process again =
        apply(
            "serial: 3\napart: rack\nsoak: 1s\nsafe_apply: {stable: 2s, prove: neighbours}",
            "--retry-failed");
    assertThat(again.waitFor(4, TimeUnit.MINUTES)).isTrue();
    assertThat(again.exitValue()).as(said()).isZero();
    assertThat(said())
        .contains("wave 1 of 3: 1 node, the canary hn-2", "wave 2 of 3: 2 nodes", "4 changed");
  }

  @Test
  void a_node_that_is_gone_after_the_soak_ends_the_run() throws Exception {
    Process apply = apply("serial: [1, 3]\nsoak: 10s\nsafe_apply: {stable: 1s}");
    Await.until("the soak", BEGUN, () -> said().contains("waiting 10 s"));
    lab.node(1).cut();
    assertThat(apply.waitFor(2, TimeUnit.MINUTES)).isTrue();

    // Nodes that were not begun count as failed, and weigh more than one that is unreachable.
    assertThat(apply.exitValue()).as(said()).isEqualTo(3);
    assertThat(said())
        .contains("hn-1: unreachable: it is confirmed, and is not reachable 10s later")
        .contains("skipped: the run stopped: hn-1 may be lost", "5 skipped");
    for (int place = 2; place <= 6; place++) {
      assertThat(Standing.state(lab.node(place))).isEmpty();
      assertThat(lab.node(place).tryExec("ip", "link", "show", "dev", "br0").exit()).isNotZero();
    }
  }

  private Process apply(String keys, String... more) throws IOException {
    Site site = new Site(lab, home);
    Path racks = Files.writeString(home.resolve("racks.yml"), RACKS);
    String play = site.play(keys, ADOPT).toString();
    List<String> words = new ArrayList<>(List.of("--yes", "--timeout", "3s"));
    words.addAll(List.of("-i", racks.toString()));
    words.addAll(List.of(more));
    words.add(play);
    return new ProcessBuilder(site.line("apply", words.toArray(String[]::new)))
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("said").toFile())
        .start();
  }

  private String said() {
    try {
      return Files.readString(home.resolve("said"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
