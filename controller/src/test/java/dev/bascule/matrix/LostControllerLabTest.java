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
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run over many nodes, whose controller is killed at a random moment. The bridge is made and
 * taken apart by turns.
 */
@LabTest(nodes = 20)
class LostControllerLabTest {
  private static final List<String> CHANGES =
      List.of(
          "bridge: {name: br0, adopt: eth0}",
          "bridge: {name: br0, state: absent, give_back: eth0}");
  private static final Duration BEGUN = Duration.ofSeconds(120);
  private static final Duration ENDED = Duration.ofSeconds(120);
  private static final int WITHIN_MILLIS = Integer.getInteger("bascule.lost.within", 12_000);
  private static final Pattern RUN = Pattern.compile("^run ([0-9a-f-]+):", Pattern.MULTILINE);

  private final Lab lab;

  LostControllerLabTest(Lab lab) {
    this.lab = lab;
  }

  @RepeatedTest(3)
  void every_node_is_old_or_new_and_resume_says_which(RepetitionInfo round, @TempDir Path home)
      throws Exception {
    int millis = new Random().nextInt(WITHIN_MILLIS);
    Site site = new Site(lab, home);
    String change = CHANGES.get((round.getCurrentRepetition() - 1) % CHANGES.size());
    String play = site.play("serial: 100%", change).toString();
    Map<LabNode, Picture> before = look();

    String said = killedAfter(millis, site.line("apply", "--yes", play), home);
    lab.nodes()
        .forEach(node -> Await.until(node + " ends", ENDED, () -> !Standing.isPending(node)));

    Matcher run = RUN.matcher(said);
    assertThat(run.find()).as(said).isTrue();
    CommandResult resumed =
        lab.controller(
            site.line("resume", "--output", "json", run.group(1)).toArray(String[]::new));
    Map<LabNode, Picture> now = look();
    int changed = 0;
    for (LabNode node : lab.nodes()) {
      boolean old = before.get(node).equals(now.get(node));
      boolean fresh = isMade(change, before.get(node), now.get(node));
      String what = node.name() + ", killed after " + millis + " ms: " + resumed;
      assertThat(old || fresh).as(what + before.get(node).difference(now.get(node))).isTrue();
      changed += fresh && !old ? 1 : 0;
      String told = outcome(resumed.out(), node.name());
      assertThat(told)
          .as(what)
          .isIn(old ? List.of("rolled_back", "skipped", "none", "") : List.of("changed"));
    }
    System.out.println(
        "controller killed after " + millis + " ms: " + changed + " of 20 nodes changed");
  }

  private Map<LabNode, Picture> look() {
    return lab.nodes().parallelStream().collect(Collectors.toMap(Function.identity(), Picture::of));
  }

  /** The bridge is there with all that the card carried, or gone likewise. */
  private static boolean isMade(String change, Picture before, Picture now) {
    return change.equals(CHANGES.get(0))
        ? Topology.Change.ADOPT.made(before, now)
        : now.moved("eth0", "br0").chosen().equals(before.chosen()) && !now.mentions("link br0");
  }

  /** Kills it so long after the first node has begun; returns what it had said. */
  private String killedAfter(int millis, List<String> line, Path home)
      throws IOException, InterruptedException {
    File said = home.resolve("said").toFile();
    Process process =
        new ProcessBuilder(line)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    Await.until("a node begins", BEGUN, () -> lab.nodes().stream().anyMatch(Standing::isPending));
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return Files.readString(said.toPath());
  }

  private static String outcome(String json, String node) {
    Matcher found =
        Pattern.compile(
                "\"node\"\\s*:\\s*\"" + node + "\"\\s*,\\s*\"outcome\"\\s*:\\s*\"([a-z_ ]+)\"")
            .matcher(json);
    return found.find() ? found.group(1).replace(' ', '_') : "none";
  }
}
