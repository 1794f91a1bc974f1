package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
  @TempDir Path folder;

  @Test
  void what_init_writes_validates_right_away_and_contacts_nobody() {
    Bascule bascule = new Bascule(folder);
    assertThat(bascule.run("init", "fleet").out())
        .isEqualTo(
            """
            wrote fleet/inventory/hosts.yml
            wrote fleet/site.yml
            wrote fleet/templates/motd.ftl
            next: cd fleet && bascule validate site.yml
            """);
    Bascule.Result valid =
        new Bascule(folder.resolve("fleet")).run("validate", bascule.path("fleet/site.yml"));
    assertThat(valid).isEqualTo(new Bascule.Result(0, "valid: 1 play, 2 nodes\n", ""));
  }

  @Test
  void a_file_that_is_there_is_never_overwritten() throws Exception {
    Bascule bascule = new Bascule(folder).file("site.yml", "mine\n");
    assertThat(bascule.run("init").err())
        .isEqualTo(
            "bascule init: site.yml exists already; nothing was written\n"
                + "  hint: name another directory: bascule init fleet\n");
    assertThat(Files.list(folder)).containsExactly(folder.resolve("site.yml"));
  }

  @Test
  void a_file_in_place_of_the_folder_is_told_without_javas_words() throws Exception {
    Bascule bascule = new Bascule(folder).file("fleet", "mine\n");
    assertThat(bascule.run("init", "fleet").err())
        .isEqualTo(
            "bascule init: cannot write into fleet: Not a directory\n"
                + "  hint: is it a folder, and yours to write to?\n");
  }
}
