package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every inventory that is shipped as an example loads, and shows what it claims to show. */
class ExampleInventoriesTest {
  private static final Path EXAMPLES = Path.of("../inventories");

  private final Problems problems = new Problems();

  static List<String> examples() throws IOException {
    try (Stream<Path> directories = Files.list(EXAMPLES)) {
      return directories.map(Path::toString).sorted().toList();
    }
  }

  private Inventory load(String path) {
    return InventoryLoader.load(InventoryRequest.of(path), problems);
  }

  private Host host(Inventory inventory, String name) {
    return inventory.host(new NodeName(name)).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_loads_and_every_node_in_it_can_be_connected_to(String path) {
    Inventory inventory = load(path);
    inventory.hosts().forEach(host -> inventory.settings(host, problems));
    assertThat(problems.all()).map(Problem::format).isEmpty();
    assertThat(inventory.select("hardware_nodes:!retired", null, problems)).isNotEmpty();
  }

  // A file of variables for a host or group that does not exist would be read by nobody.
  @ParameterizedTest
  @MethodSource("examples")
  void every_file_of_variables_belongs_to_a_host_or_group(String path) throws IOException {
    Inventory inventory = load(path);
    Set<String> names =
        Stream.concat(
                inventory.groups().stream().map(Group::name),
                inventory.hosts().stream().map(Host::toString))
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(Path.of(path))) {
      assertThat(files)
          .filteredOn(file -> file.toString().matches(".*/(group|host)_vars/.*"))
          .allSatisfy(
              file ->
                  assertThat(names)
                      .contains(file.getFileName().toString().replaceFirst("\\.yml$", "")));
    }
  }

  @Test
  void the_yaml_example_shows_a_bastion_a_port_and_a_mac_that_stays_a_mac() {
    Inventory inventory = load("../inventories/example");
    Host paris = host(inventory, "hn12.paris.example.net");
    ConnectionSettings settings = inventory.settings(paris, problems);
    assertThat(settings.host()).isEqualTo("2001:db8:12::2");
    assertThat(settings.port()).isEqualTo(2222);
    assertThat(settings.user()).isEqualTo("admin");
    assertThat(settings.jumps()).containsExactly("admin@bastion.paris.example.net");
    Host berlin = host(inventory, "hn01.berlin.example.net");
    assertThat(((Value.Scalar) berlin.vars().get("uplink_mac")).text())
        .isEqualTo("52:54:00:12:34:01");
  }

  @Test
  void the_schema_is_json_and_knows_the_keys_of_a_group() throws IOException {
    String text = Files.readString(Path.of("../schemas/inventory.schema.json"));
    YamlNode schema = YamlReader.read(new SourceFile("schema", text), problems).orElseThrow();
    assertThat(problems.all()).isEmpty();
    assertThat(keys(schema, "definitions", "group", "properties"))
        .containsExactly("hosts", "vars", "children");
  }

  private static List<String> keys(YamlNode node, String... path) {
    YamlNode.Mapping mapping = (YamlNode.Mapping) node;
    for (String step : path) {
      mapping = (YamlNode.Mapping) mapping.get(step).orElseThrow();
    }
    return mapping.entries().stream().map(entry -> entry.key().text()).toList();
  }
}
