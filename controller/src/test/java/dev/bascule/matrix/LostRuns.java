package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs over many nodes whose controller is killed with SIGKILL at a random moment between its start
 * and its usual end. The bridge is made or taken apart, whichever more nodes have still to do.
 */
final class LostRuns {
  private static final String ADOPT = "bridge: {name: br0, adopt: eth0}";
  private static final String GIVE_BACK = "bridge: {name: br0, state: absent, give_back: eth0}";
  private static final Path FIGURES = Path.of("target/kills.txt");

  private final Lab lab;
  private final List<LabNode> nodes;
  private final Site site;
  private final long seed;
  // How long such a run takes that nobody kills; learned from those that end before their kill.
  private Duration usual;

  LostRuns(Lab lab, List<LabNode> nodes, Path home, Duration usual) {
    this.lab = lab;
    this.nodes = nodes;
    this.site = new Site(lab, home);
    this.seed = Long.getLong("bascule.seed", new Random().nextLong(1_000_000));
    this.usual = usual;
  }

  /** So many kills; the first node of which resume does not tell the truth fails. */
  void kill(int times) throws Exception {
    say("kills of a run over %d nodes, seed %d", nodes.size(), seed);
    Map<String, Integer> all = new TreeMap<>();
    for (int round = 1; round <= times; round++) {
      one(round).forEach((outcome, count) -> all.merge(outcome, count, Integer::sum));
    }
    say(
        "resume told the truth of each of %d nodes in each of %d runs, and none was lost: %s",
        nodes.size(), times, all);
  }

  private Map<String, Integer> one(int round) throws Exception {
    long began = System.nanoTime();
    Map<LabNode, Picture> before = look();
    String change = change(before);
    Random random = new Random(seed + round);
    int millis = random.nextInt((int) usual.toMillis());
    while (!isKilled(millis, change)) {
      before = look();
      change = change(before);
      millis = random.nextInt((int) usual.toMillis());
    }
    CommandResult resumed = lab.controller(line("resume", "--output", "json"));
    Map<LabNode, Picture> now = look();
    Map<String, Integer> told = new TreeMap<>();
    for (LabNode node : nodes) {
      String what = "round " + round + ", seed " + seed + ", " + millis + " ms: " + node.name();
      String outcome = Round.outcome(resumed.out(), node.name());
      isTrue(what, outcome, change, before.get(node), now.get(node), resumed);
      told.merge(outcome, 1, Integer::sum);
    }
    reachable();
    assertThat(lab.controller(line("resume")).err()).contains("no run was lost");
    say(
        "round %d: killed after %d ms: %s; %.1f s",
        round, millis, told, (System.nanoTime() - began) / 1e9);
    return told;
  }

  private static void isTrue(
      String what, String outcome, String change, Picture was, Picture is, CommandResult resumed) {
    boolean old = was.equals(is);
    String all = what + ": " + outcome + "\n" + was.difference(is) + resumed;
    assertThat(old || isMade(change, was, is)).as(all).isTrue();
    assertThat(outcome)
        .as(all)
        .isIn(
            !old
                ? List.of("changed")
                : was.mentions("link br0") == change.equals(ADOPT)
                    ? List.of("in_sync", "skipped", "none")
                    : List.of("rolled_back", "skipped", "none"));
  }

  private void reachable() {
    assertThat(
            nodes.parallelStream()
                .filter(node -> node.ssh("true").exit() != 0)
                .map(LabNode::name)
                .toList())
        .as("nodes that no login reaches")
        .isEmpty();
    assertThat(nodes.stream().filter(Standing::isPending).map(LabNode::name).toList())
        .as("nodes whose transaction has not ended though resume is done")
        .isEmpty();
  }

  private String change(Map<LabNode, Picture> before) {
    long bridged = before.values().stream().filter(it -> it.mentions("link br0")).count();
    return bridged * 2 > nodes.size() ? GIVE_BACK : ADOPT;
  }

  private Map<LabNode, Picture> look() {
    return nodes.parallelStream().collect(Collectors.toMap(Function.identity(), Picture::of));
  }

  /** The bridge is there with all that the card carried, or gone likewise. */
  private static boolean isMade(String change, Picture before, Picture now) {
    return change.equals(ADOPT)
        ? Topology.Change.ADOPT.made(before, now)
        : now.moved("eth0", "br0").chosen().equals(before.chosen()) && !now.mentions("link br0");
  }

  // Whether the run was still at work then.
  private boolean isKilled(int millis, String change) throws IOException, InterruptedException {
    String play = site.play("serial: [1, 30%, 100%]\nsoak: 1s", change).toString();
    File said = site.home().resolve("said").toFile();
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(line("apply", "--yes", play))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      usual = Duration.ofNanos(System.nanoTime() - began);
      say("a run took %.1f s, and was not killed", usual.toMillis() / 1e3);
      return false;
    }
    process.destroyForcibly().waitFor();
    return true;
  }

  private String[] line(String command, String... arguments) {
    List<String> words = new ArrayList<>(site.line(command, arguments));
    if (command.equals("apply")) {
      String names = nodes.stream().map(LabNode::name).collect(Collectors.joining(","));
      words.addAll(words.size() - 1, List.of("--limit", names));
    }
    return words.toArray(String[]::new);
  }

  private static synchronized void say(String form, Object... values) throws IOException {
    String line = String.format(Locale.ROOT, form, values) + "\n";
    Files.writeString(FIGURES, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
