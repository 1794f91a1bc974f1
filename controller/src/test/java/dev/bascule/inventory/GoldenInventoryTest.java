package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our reading of inventories against what ansible-inventory printed for them. */
class GoldenInventoryTest {
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets();

  static List<InventoryCase> inventories() {
    return InventoryCase.all("golden");
  }

  static List<InventoryCase> patterns() {
    return InventoryCase.all("patterns");
  }

  @ParameterizedTest
  @MethodSource("inventories")
  void an_inventory_reads_as_ansible_reads_it_or_differs_on_purpose(InventoryCase inventory)
      throws IOException {
    String ours = InventoryJson.list(inventory.load(secrets, problems), secrets);
    assertThat(inventory.shown(problems)).isEmpty();
    String theirs = inventory.text("expected.json");
    if (inventory.has("differences.txt")) {
      assertThat(ours).isEqualTo(inventory.text("bascule.json")).isNotEqualTo(theirs);
      String reason = inventory.text("differences.txt").lines().findFirst().orElseThrow();
      assertThat(Files.readString(Path.of("../docs/inventory.md"))).contains(reason);
    } else {
      assertThat(ours).isEqualTo(theirs);
    }
  }

  static List<InventoryCase> graphs() {
    return inventories().stream().filter(inventory -> inventory.has("graph.txt")).toList();
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void the_graph_is_drawn_as_ansible_draws_it(InventoryCase inventory) {
    String ours =
        InventoryGraph.graph(inventory.load(secrets, problems), "all", false, secrets, problems);
    assertThat(inventory.shown(problems)).isEmpty();
    assertThat(ours).isEqualTo(inventory.text("graph.txt"));
  }

  @Test
  void there_are_forty_inventories_and_twenty_patterns_at_least() {
    assertThat(inventories()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(patterns().stream().mapToLong(p -> p.text("expected.txt").lines().count()).sum())
        .isGreaterThanOrEqualTo(20);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void patterns_name_the_hosts_that_ansible_names_in_its_order(InventoryCase patterns) {
    Inventory inventory = patterns.load(secrets, problems);
    String ours =
        patterns
            .text("patterns.txt")
            .lines()
            .map(line -> line + " => " + hosts(line, inventory, patterns))
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(patterns.shown(problems)).isEmpty();
    assertThat(ours).isEqualTo(patterns.text("expected.txt"));
  }

  private String hosts(String line, Inventory inventory, InventoryCase patterns) {
    String[] parts = line.split(" --limit ", 2);
    List<Host> hosts = inventory.select(parts[0], null, problems);
    Stream<Host> left =
        parts.length == 1
            ? hosts.stream()
            : hosts.stream().filter(limit(parts[1], inventory, patterns)::contains);
    return left.map(Host::toString).collect(Collectors.joining(" "));
  }

  private List<Host> limit(String text, Inventory inventory, InventoryCase patterns) {
    String limit =
        text.startsWith("@") ? "@" + patterns.directory().resolve(text.substring(1)) : text;
    return List.copyOf(HostPattern.limit(List.of(limit), inventory, problems));
  }
}
