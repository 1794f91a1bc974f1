package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@LabTest(nodes = 2)
class ExamplesLabTest {

  static List<String> playbooks() throws IOException {
    try (Stream<Path> files = Files.list(Bascule.CHECKOUT.resolve("playbooks"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".yml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void an_example_is_applied_and_then_nothing_is_left_to_do(
      String playbook, @TempDir Path home, Lab lab) {
    Bascule bascule = new Bascule(lab, home);
    bascule.run(0, "apply", "--yes", playbook);
    assertThat(bascule.run(0, "plan", playbook).out()).isEqualTo("2 nodes: 2 in sync\n");
  }
}
