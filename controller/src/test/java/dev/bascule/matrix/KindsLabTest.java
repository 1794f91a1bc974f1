package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of the network, from a playbook: a story a node, all in one run. A story is a folder:
 * {@code there} and {@code away}, a task a line; {@code look}, a command a line, each of which has
 * to succeed on the node's console; {@code booted}, what is missing after the power was cut, and
 * {@code kept}, commands that succeed then.
 */
@LabTest(nodes = 5)
class KindsLabTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/bascule/matrix/kinds");
  private static final List<String> STORIES =
      List.of("macvlan", "pairs", "routes", "carried", "lease");
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Pattern CHANGE =
      Pattern.compile(" {4}((?:create|update|remove) .*?) +\\[[a-z ]+\\]");

  private final Lab lab;
  private final Site site;

  KindsLabTest(Lab lab, @TempDir Path home) {
    this.lab = lab;
    this.site = new Site(lab, home);
  }

  @Test
  void all_kinds_are_made_and_taken_away_and_a_plan_after_a_power_cut_tells_what_is_missing() {
    lab.lay(5, 1, "dhcp");
    node("carried").shell(read("carried", "before"));
    List<List<String>> before = pictures();

    site.run(0, "apply", "--yes", play("there"));
    STORIES.forEach(story -> holds(story, "look"));
    site.run(0, "plan", play("there"));

    site.run(0, "apply", "--yes", play("away"));
    for (int i = 0; i < STORIES.size(); i++) {
      List<String> was = before.get(i);
      int place = i;
      Await.within(SOON, () -> was.equals(pictures().get(place)));
      assertThat(pictures().get(i)).as(STORIES.get(i)).isEqualTo(was);
    }
    site.run(0, "plan", play("away"));

    site.run(0, "apply", "--yes", play("there"));
    lab.nodes().parallelStream().forEach(KindsLabTest::cutThePower);
    Map<String, List<String>> missing = changes(site.run(2, "plan", play("there")).out());
    for (String story : STORIES) {
      assertThat(missing.getOrDefault(node(story).name(), List.of()))
          .as(story)
          .containsExactlyInAnyOrderElementsOf(read(story, "booted").lines().toList());
      holds(story, "kept");
    }
  }

  private LabNode node(String story) {
    return lab.node(STORIES.indexOf(story) + 1);
  }

  private static void cutThePower(LabNode node) {
    node.powerOff();
    node.powerOn();
    assertThat(node.ssh("true").exit()).isZero();
  }

  private String play(String which) {
    List<String> tasks = new ArrayList<>();
    for (String story : STORIES) {
      String only = "\n      when: inventory_hostname == \"" + node(story).name() + "\"";
      read(story, which).lines().forEach(task -> tasks.add(task + only));
    }
    return site.play("serial: 100%", tasks.toArray(String[]::new)).toString();
  }

  /** Each of a file's commands has to succeed on the node's console. */
  private void holds(String story, String file) {
    List<String> commands = read(story, file).lines().toList();
    String script =
        IntStream.range(0, commands.size())
            .mapToObj(i -> "{ " + commands.get(i) + "; } >/dev/null 2>&1 || echo " + i + "\n")
            .collect(Collectors.joining());
    List<String> failed =
        node(story)
            .shell(script + "true")
            .lines()
            .map(Integer::valueOf)
            .map(commands::get)
            .toList();
    assertThat(failed).as(story + ": " + file).isEmpty();
  }

  /** What changes a plan shows, by node. */
  private static Map<String, List<String>> changes(String plan) {
    Map<String, List<String>> all = new TreeMap<>();
    String node = "";
    for (String line : plan.lines().toList()) {
      if (line.startsWith("hn-")) {
        node = line.substring(0, line.indexOf(':'));
      }
      Matcher change = CHANGE.matcher(line);
      if (change.matches()) {
        all.computeIfAbsent(node, key -> new ArrayList<>()).add(change.group(1));
      }
    }
    return all;
  }

  /** Links, addresses, routes, rules, neighbours, namespaces; and the file of the next boot. */
  private List<List<String>> pictures() {
    return STORIES.stream().map(this::picture).toList();
  }

  private List<String> picture(String story) {
    LabNode node = node(story);
    List<String> lines = new ArrayList<>(Picture.of(node).lines());
    node.shell(
            "ip neighbour show nud permanent; ip neighbour show proxy; ip netns; ls /sys/class/net")
        .lines()
        .forEach(lines::add);
    if (!story.equals("carried")) {
      // What was set by hand on eth0 is in its stanza now: it was moved there and back.
      node.exec("cat", "/etc/network/interfaces").lines().forEach(lines::add);
    }
    return lines;
  }

  private static String read(String story, String file) {
    try {
      return Files.readString(FOLDER.resolve(story).resolve(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
