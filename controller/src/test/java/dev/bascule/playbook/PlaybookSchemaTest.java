package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.playbook.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PlaybookSchemaTest {
  private static final Path FIXTURES = Path.of("src/test/resources/dev/bascule/playbook/fixtures");
  // Mistakes of shape, which an editor can see. The others need the inventory, files, or
  // expressions.
  private static final Set<String> MISSHAPED =
      Set.of(
          "a_handler_cannot_change_the_network",
          "a_loop_wants_a_list",
          "a_misspelt_kind_or_key_is_suggested",
          "a_path_and_its_state_must_go_together",
          "a_task_has_exactly_one_kind",
          "addresses_and_names_that_cannot_be",
          "bridges_of_open_vswitch_that_cannot_be",
          "commands_and_scripts_that_cannot_be",
          "containers_that_cannot_be",
          "handlers_and_tasks_must_know_each_other",
          "keys_of_the_network_that_do_not_go_together",
          "lxc_containers_that_cannot_be",
          "proxmox_containers_that_cannot_be",
          "kinds_of_later_versions_are_named_as_such",
          "plays_that_say_nothing",
          "proofs_that_cannot_be",
          "values_of_the_wrong_type_or_shape",
          "vlans_of_ports_that_cannot_be",
          "waves_that_cannot_be",
          "words_of_Ansible_say_what_to_do_here");

  private final PlaybookSchema schema;

  PlaybookSchemaTest() throws IOException {
    schema = new PlaybookSchema();
  }

  @TestFactory
  Stream<DynamicTest> editors_and_the_program_agree_on_each_fixture() throws IOException {
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      List<Path> sorted = folders.sorted().toList();
      return sorted.stream()
          .map(
              folder -> {
                String name = String.valueOf(folder.getFileName());
                return DynamicTest.dynamicTest(name, () -> check(folder, name));
              });
    }
  }

  private void check(Path folder, String name) throws IOException {
    boolean complained = false;
    for (Path playbook : new PlaybookFixture(folder).playbooks()) {
      String text = Files.readString(playbook);
      complained |= text.isBlank() || !schema.complaints(playbook.toString(), text).isEmpty();
    }
    assertThat(complained).isEqualTo(MISSHAPED.contains(name));
  }

  @Test
  void the_schema_knows_exactly_the_kinds_of_the_program() throws IOException {
    String text = Files.readString(Path.of("../schemas/playbook.schema.json"));
    for (String kind : Kinds.names()) {
      assertThat(text).contains("\"#/definitions/" + kind + "\"");
    }
    for (String later : Kinds.LATER) {
      assertThat(text).doesNotContain("\"#/definitions/" + later + "\"");
    }
  }
}
