package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each folder is a test; its name says what it shows. -Dfixtures.update=true writes outcomes. */
class PlaybookFixturesTest {
  private static final Path ALL = Path.of("src/test/resources/dev/bascule/playbook/fixtures");

  @TestFactory
  Stream<DynamicTest> fixtures() throws IOException {
    try (Stream<Path> folders = Files.list(ALL)) {
      List<Path> sorted = folders.sorted().toList();
      return sorted.stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(
                      String.valueOf(folder.getFileName()), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    String outcome = new PlaybookFixture(folder).outcome();
    boolean problems = outcome.contains("error[") && !Files.exists(folder.resolve("facts.yml"));
    Path expected = folder.resolve(problems ? "expected-problems.txt" : "expected-state.txt");
    if (Boolean.getBoolean("fixtures.update")) {
      Files.writeString(expected, outcome);
    }
    Path other = folder.resolve(problems ? "expected-state.txt" : "expected-problems.txt");
    assertThat(other).as("of the two outcomes the folder expects one").doesNotExist();
    assertThat(outcome).isEqualTo(Files.readString(expected));
  }
}
