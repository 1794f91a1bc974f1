package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import dev.bascule.model.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which shard a saved plan is of, wherever it is applied. */
class SavedShardTest {
  @TempDir Path folder;
  private final Nodes nodes = new Nodes();
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder).over(nodes);
    bascule.file(
        "hosts.yml", "all: {hosts: {n1: , n2: , n3: , n4: }, vars: {ansible_connection: local}}\n");
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

  private Bascule.Result run(String line) {
    return bascule.run(
        // One after the other: all nodes are this machine, and have one lock.
        Stream.of(line.replaceFirst("^apply ", "apply --forks 1 ").split(" "))
            .map(word -> word.replace("~", folder + "/"))
            .toArray(String[]::new));
  }

  private void plan() {
    assertThat(run("plan --out ~it -i ~hosts.yml ~site.yml").code()).isEqualTo(2);
  }

  @Test
  void a_plan_of_a_shard_is_of_that_shard_wherever_it_is_applied() throws IOException {
    List<String> own =
        Stream.of("n1", "n2", "n3", "n4")
            .filter(node -> new Shard(1, 2).has(new NodeName(node)))
            .toList();
    assertThat(own).as("both shards have some").hasSizeBetween(1, 3);
    bascule.environment.put("BASCULE_SHARD", "1/2");
    plan();
    bascule.environment.remove("BASCULE_SHARD");
    for (String other : List.of("2/2", "1/3")) {
      assertThat(run("apply --yes --shard " + other + " ~it"))
          .isEqualTo(
              new Bascule.Result(
                  64,
                  "",
                  "bascule apply: the saved plan is of shard 1/2, and --shard is "
                      + other
                      + "\n  hint: leave --shard away, or plan again with it: bascule plan --shard "
                      + other
                      + " … --out FILE\n"));
      assertThat(run("plan --shard " + other + " ~it").code()).isEqualTo(64);
    }
    nodes.connected.clear();
    bascule.environment.put("BASCULE_SHARD", "2/2");
    Bascule.Result apply = run("apply --yes ~it");
    assertThat(apply.out()).endsWith(" changed (shard 1/2)\n");
    assertThat(apply.err())
        .startsWith("$BASCULE_SHARD is not regarded: the saved plan is of shard 1/2\n")
        .contains(own.size() + " to change (shard 1/2)\n");
    assertThat(nodes.connected).containsExactlyElementsOf(own);
    bascule.environment.put("BASCULE_SHARD", "1/2");
    Bascule.Result again = run("apply --yes --shard 1/2 ~it");
    assertThat(again.out()).endsWith(" in sync (shard 1/2)\n");
    assertThat(again.err()).doesNotContain("BASCULE_SHARD");
  }

  @Test
  void a_plan_of_all_nodes_is_of_no_shard() {
    plan();
    assertThat(run("apply --yes --shard 1/2 ~it").err())
        .contains("the saved plan is of all nodes, and --shard is 1/2\n");
    bascule.environment.put("BASCULE_SHARD", "1/2");
    Bascule.Result apply = run("apply --yes ~it");
    assertThat(apply.out()).endsWith("4 nodes: 4 changed\n");
    assertThat(apply.err()).startsWith("$BASCULE_SHARD is not regarded: the saved plan is of all");
  }
}
