package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inventory.Inventory;
import dev.bascule.inventory.InventoryLoader;
import dev.bascule.inventory.InventoryRequest;
import dev.bascule.model.Secrets;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every playbook that is shipped, resolved for a node with OpenVZ and one without. The folder that
 * is called as the playbook holds the inventory and what comes out of it.
 */
class ExamplePlaybooksTest {
  private static final Path EXPECTED = Path.of("src/test/resources/dev/bascule/playbook/examples");
  private static final Path PLAYBOOKS = Path.of("../playbooks");

  @TestFactory
  Stream<DynamicTest> each_example_resolves_to_what_is_expected() throws IOException {
    return examples().stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
  }

  @TestFactory
  Stream<DynamicTest> each_example_is_valid_for_the_example_inventory() throws IOException {
    return examples().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    name(file), () -> assertThat(problems(file)).as("problems").isEmpty()));
  }

  private static String problems(Path file) {
    Problems problems = new Problems();
    InventoryRequest request =
        new InventoryRequest(
            List.of("../inventories/example"), PLAYBOOKS, List.of(), new Secrets(), Map.of());
    Inventory inventory = InventoryLoader.load(request, problems);
    Playbook playbook = PlaybookReader.read(List.of(file), problems);
    Resolver.resolve(playbook, ResolveRequest.of(inventory), problems);
    return problems.all().stream().map(Problem::format).collect(Collectors.joining());
  }

  @TestFactory
  Stream<DynamicTest> editors_have_nothing_to_say_about_an_example() throws IOException {
    PlaybookSchema schema = new PlaybookSchema();
    return examples().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    name(file),
                    () ->
                        assertThat(schema.complaints(name(file), Files.readString(file)))
                            .isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> an_example_tells_editors_its_schema() throws IOException {
    return examples().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    name(file),
                    () ->
                        assertThat(Files.readString(file))
                            .startsWith(
                                "# yaml-language-server: $schema=../schemas/playbook.schema.json\n")));
  }

  private static void check(Path file) throws IOException {
    Path folder = EXPECTED.resolve(name(file).replace(".yml", ""));
    String outcome =
        new PlaybookFixture(folder, List.of(file))
            .outcome()
            .replace(String.valueOf(PLAYBOOKS.getParent()) + "/", "");
    Path expected = folder.resolve("expected-state.txt");
    if (Boolean.getBoolean("fixtures.update")) {
      Files.writeString(expected, outcome);
    }
    assertThat(outcome).isEqualTo(Files.readString(expected));
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(PLAYBOOKS)) {
      return files.filter(file -> name(file).endsWith(".yml")).sorted().toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
