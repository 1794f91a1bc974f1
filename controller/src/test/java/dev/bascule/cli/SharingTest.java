package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --shard} and {@code --jitter}. */
class SharingTest {
  private static final String FOUR = "n1,n2,n3,n4";

  @TempDir Path folder;
  private final Nodes nodes = new Nodes();
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(nodes);
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - copy: {content: "x", dest: "%s/nodes/[=inventory_hostname]", mode: "0644"}
        """
            .formatted(folder));
    Files.createDirectories(folder.resolve("nodes"));
  }

  @Test
  void the_shards_of_a_fleet_are_all_its_nodes_each_once() {
    Set<String> reports = new HashSet<>();
    for (int index = 1; index <= 2; index++) {
      Bascule.Result result = run("--shard", index + "/2");
      assertThat(result.code()).as(result.out()).isEqualTo(2);
      reports.add(last(result.out()));
    }
    assertThat(nodes.connected).containsExactlyInAnyOrder(FOUR.split(","));
    assertThat(reports).allMatch(line -> line.matches("\\d nodes?: \\d drifted \\(shard \\d/2\\)"));
  }

  @Test
  void an_empty_shard_says_so_and_exits_0() {
    List<String> empty = new ArrayList<>();
    for (int index = 1; index <= 4; index++) {
      nodes.connected.clear();
      Bascule.Result result = run("--shard", index + "/4");
      if (nodes.connected.isEmpty()) {
        assertThat(result)
            .isEqualTo(
                new Bascule.Result(
                    0,
                    "0 nodes (shard " + index + "/4)\n",
                    "Shard " + index + "/4 has none of the 4 nodes: nothing to do.\n"));
        empty.add(index + "/4");
        assertThat(run("--shard", index + "/4", "-o", "json").out())
            .startsWith("{\"format\":1,\"command\":\"drift\",\"exit_code\":0")
            .contains("\"shard\":\"" + index + "/4\"", "\"nodes\":[]");
        assertThat(
                bascule
                    .run("apply", "--yes", "--shard", index + "/4", "-i", FOUR, path("site.yml"))
                    .code())
            .isZero();
      }
    }
    assertThat(empty).as("four names whose hashes leave a gap").isNotEmpty();
  }

  @Test
  void the_environment_names_a_shard_where_no_option_does() {
    bascule.environment.put("BASCULE_SHARD", "2/2");
    assertThat(run().out()).endsWith("(shard 2/2)\n");
    assertThat(run("--shard", "1/2").out()).endsWith("(shard 1/2)\n");
    bascule.environment.put("BASCULE_SHARD", "2 of 2");
    assertThat(run().err())
        .isEqualTo(
            "bascule drift: $BASCULE_SHARD: '2 of 2' is not a shard\n"
                + "  hint: write I/N with I from 1 to N: 1/3, 2/3 and 3/3 are all nodes\n");
  }

  @ParameterizedTest
  @CsvSource({"0/3", "4/3", "a/b", "3"})
  void what_is_no_shard_is_refused(String text) {
    assertThat(run("--shard", text))
        .isEqualTo(
            new Bascule.Result(
                64,
                "",
                "bascule drift: option '--shard': '"
                    + text
                    + "' is not a shard\n"
                    + "  hint: write I/N with I from 1 to N: 1/3, 2/3 and 3/3 are all nodes\n"));
    assertThat(nodes.connected).isEmpty();
  }

  @Test
  void more_shards_than_nodes_are_refused() {
    assertThat(run("--shard", "1/5"))
        .isEqualTo(
            new Bascule.Result(
                64,
                "",
                "bascule drift: shard 1/5: there are 4 nodes\n"
                    + "  hint: make at most one shard for each node\n"));
    assertThat(run("--shard", "1/5", "--limit", "n1").code()).as("chosen").isIn(0, 2);
  }

  @Test
  void a_wait_is_told_and_leaves_json_alone() {
    Sharing oneSecond = new Sharing(null, Duration.ofSeconds(1));
    assertThat(oneSecond.wait("a").toSeconds()).isBetween(0L, 1L);
    Bascule.Result result = run("-o", "json", "--jitter", "1s");
    assertThat(result.out()).startsWith("{");
    assertThat(result.err())
        .matches("(?s)(Waiting 1s before the first node \\(--jitter 1s\\).\n)?\\[1/4].*");
  }

  @Test
  void a_controller_always_waits_equally_long_and_controllers_wait_differently() {
    Sharing sharing = new Sharing(null, Duration.ofMinutes(10));
    assertThat(sharing.wait("ctl-1")).isEqualTo(sharing.wait("ctl-1"));
    long[] waits =
        IntStream.range(0, 200).mapToLong(i -> sharing.wait("ctl-" + i).toSeconds()).toArray();
    assertThat(Arrays.stream(waits)).allMatch(wait -> wait >= 0 && wait <= 600);
    assertThat(IntStream.range(0, 10).filter(part -> within(waits, part * 60, part * 60 + 60)))
        .as("minutes in which somebody begins")
        .hasSize(10);
    assertThat(new Sharing(new Shard(1, 2), Duration.ofMinutes(10)).wait("ctl-1"))
        .isNotEqualTo(new Sharing(new Shard(2, 2), Duration.ofMinutes(10)).wait("ctl-1"));
  }

  private static boolean within(long[] waits, long from, long to) {
    return Arrays.stream(waits).anyMatch(wait -> wait >= from && wait <= to);
  }

  private static String last(String text) {
    return text.lines().reduce("", (before, line) -> line);
  }

  private String path(String name) {
    return bascule.path(name);
  }

  private Bascule.Result run(String... options) {
    List<String> words =
        new ArrayList<>(List.of("drift", "-e", "ansible_connection=local", "-i", FOUR));
    words.addAll(List.of(options));
    words.add(path("site.yml"));
    return bascule.run(words.toArray(new String[0]));
  }
}
