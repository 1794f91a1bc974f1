package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded answers of Ansible are still those of the Ansible that is installed. */
class LiveAnsibleTest {
  private static final Path PROGRAM = Path.of("/usr/bin/ansible-inventory");

  @TempDir Path answers;

  @Test
  void ansible_still_answers_as_recorded() throws IOException, InterruptedException {
    boolean installed = Files.isExecutable(PROGRAM);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(installed).as("in CI ansible-core is installed").isTrue();
    }
    assumeTrue(installed, "ansible-core is not installed: apt-get install ansible-core");
    ask();
    for (InventoryCase inventory : InventoryCase.all("golden")) {
      compare("golden", inventory, "expected.json");
      if (inventory.has("graph.txt")) {
        compare("golden", inventory, "graph.txt");
      }
    }
    for (InventoryCase patterns : InventoryCase.all("patterns")) {
      compare("patterns", patterns, "expected.txt");
    }
  }

  private void compare(String kind, InventoryCase recorded, String file) throws IOException {
    Path answer = answers.resolve(kind).resolve(recorded.name()).resolve(file);
    assertThat(Files.readString(answer)).as(recorded.name()).isEqualTo(recorded.text(file));
  }

  private void ask() throws IOException, InterruptedException {
    Path log = answers.resolve("log");
    Process process =
        new ProcessBuilder("../lab/golden-inventory", "print", answers.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
  }
}
