package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run over many nodes, whose controller is killed once a random number of them is confirmed, or a
 * moment later. The bridge is made or taken apart, whichever more nodes have still to do.
 */
@LabTest(nodes = 50)
class LostControllerLabTest {
  private static final String ADOPT = "bridge: {name: br0, adopt: eth0}";
  private static final String GIVE_BACK = "bridge: {name: br0, state: absent, give_back: eth0}";
  private static final Duration BEGUN = Duration.ofSeconds(240);
  private static final Duration ENDED = Duration.ofSeconds(240);
  private static final Pattern RUN = Pattern.compile("^run ([0-9a-f-]+):", Pattern.MULTILINE);

  private final Lab lab;
  private final Random random = new Random();

  LostControllerLabTest(Lab lab) {
    this.lab = lab;
  }

  @RepeatedTest(2)
  void every_node_is_old_or_new_and_resume_says_which(@TempDir Path home) throws Exception {
    Map<LabNode, Picture> before = look();
    long bridged = before.values().stream().filter(it -> it.mentions("link br0")).count();
    String change = bridged > 25 ? GIVE_BACK : ADOPT;
    Site site = new Site(lab, home);
    List<String> apply = site.line("apply", "--yes", site.play("serial: 100%", change).toString());
    int nodes = random.nextInt(50);
    int millis = random.nextInt(1000);

    String said = killedAfter(nodes, millis, apply, home);
    lab.nodes()
        .forEach(node -> Await.until(node + " ends", ENDED, () -> !Standing.isPending(node)));

    Matcher run = RUN.matcher(said);
    assertThat(run.find()).as(said).isTrue();
    CommandResult resumed =
        lab.controller(
            site.line("resume", "--output", "json", run.group(1)).toArray(String[]::new));
    Map<LabNode, Picture> now = look();
    for (LabNode node : lab.nodes()) {
      Picture was = before.get(node);
      Picture is = now.get(node);
      String what =
          "killed %d ms after %d nodes; %s%n%s%s"
              .formatted(millis, nodes, node.name(), was.difference(is), resumed);
      boolean old = was.equals(is);
      assertThat(old || isMade(change, was, is)).as(what).isTrue();
      assertThat(Round.outcome(resumed.out(), node.name()))
          .as(what)
          .isIn(old ? List.of("rolled_back", "skipped", "none") : List.of("changed"));
    }
  }

  private Map<LabNode, Picture> look() {
    return lab.nodes().parallelStream().collect(Collectors.toMap(Function.identity(), Picture::of));
  }

  /** The bridge is there with all that the card carried, or gone likewise. */
  private static boolean isMade(String change, Picture before, Picture now) {
    return change.equals(ADOPT)
        ? Topology.Change.ADOPT.made(before, now)
        : now.moved("eth0", "br0").chosen().equals(before.chosen()) && !now.mentions("link br0");
  }

  /** Kills it some time after so many nodes were confirmed; returns what it had said. */
  private String killedAfter(int nodes, int millis, List<String> line, Path home)
      throws IOException, InterruptedException {
    File said = home.resolve("said").toFile();
    long before = confirmed();
    Process process =
        new ProcessBuilder(line)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    Await.until("a node begins", BEGUN, () -> lab.nodes().stream().anyMatch(Standing::isPending));
    Await.until(nodes + " nodes", BEGUN, () -> !process.isAlive() || confirmed() - before >= nodes);
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return Files.readString(said.toPath());
  }

  /** How many transactions the nodes' journals tell of that were confirmed. */
  private long confirmed() throws IOException {
    long count = 0;
    for (LabNode node : lab.nodes()) {
      Path journal = node.disk("/var/lib/bascule/journal");
      if (Files.exists(journal)) {
        count +=
            Files.readAllLines(journal).stream().filter(it -> it.contains(" confirmed")).count();
      }
    }
    return count;
  }
}
