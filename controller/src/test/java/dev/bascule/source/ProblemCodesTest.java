package dev.bascule.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Codes are an interface: users search for them, and scripts match them. */
class ProblemCodesTest {
  private static final Path DOCUMENT = Path.of("../docs/problems.md");

  private static List<String> codes() {
    return Arrays.stream(ProblemCode.values()).map(ProblemCode::text).toList();
  }

  private static List<String> headings() throws IOException {
    return Files.readString(DOCUMENT)
        .lines()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3))
        .toList();
  }

  @Test
  void codes_stand_in_alphabetical_order() {
    assertThat(Arrays.stream(ProblemCode.values()).map(Enum::name).toList()).isSorted();
  }

  @Test
  void every_code_has_an_entry_in_the_document_and_every_entry_a_code() throws IOException {
    assertThat(headings()).isSorted().containsExactlyInAnyOrderElementsOf(codes());
  }

  @Test
  void every_code_occurs_in_a_test() throws IOException {
    String tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test"))) {
      tests =
          files
              .filter(file -> file.toString().matches(".*\\.(java|txt)"))
              .map(ProblemCodesTest::read)
              .collect(Collectors.joining());
    }
    assertThat(codes()).filteredOn(code -> !tests.contains("error[" + code + "]")).isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
