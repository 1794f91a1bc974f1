package dev.bascule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each requirement has a row in docs/safe-apply.md, and each test that a row names is one. */
class RequirementsTest {
  private static final Path PAGE = Path.of("../docs/safe-apply.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern ROW = Pattern.compile("\\| R(\\d+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  /** A row of the page. */
  private record Row(int number, String promise, String shown) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(Integer.parseInt(row.group(1)), row.group(2), row.group(3)));
      }
    }
    return rows;
  }

  @Test
  void every_requirement_has_one_row() throws IOException {
    List<Integer> wanted =
        IntStream.rangeClosed(1, 42)
            .filter(number -> number != 23 && number != 38)
            .boxed()
            .toList();
    assertThat(rows()).extracting(Row::number).containsExactlyElementsOf(wanted);
  }

  @Test
  void a_row_names_a_test_or_says_that_there_is_none() throws IOException {
    for (Row row : rows()) {
      assertThat(NAMED.matcher(row.shown()).find() || row.shown().startsWith("not shown: "))
          .as("R%s: %s", row.number(), row.shown())
          .isTrue();
    }
  }

  @Test
  void every_test_that_a_row_names_is_one() throws IOException {
    TreeMap<String, String> sources = sources();
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      Matcher named = NAMED.matcher(row.shown());
      while (named.find()) {
        String source = sources.getOrDefault(named.group(1), "");
        if (!isTest(source, named.group(2))) {
          missing.add("R" + row.number() + ": " + named.group(1) + "#" + named.group(2));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  // Between the annotation and the method there may be others, but no statement.
  private static boolean isTest(String source, String method) {
    return Pattern.compile(
            "@(Test|ParameterizedTest|TestFactory|RepeatedTest|AfterAll)\\b[^;]*?\\s"
                + method
                + "\\(")
        .matcher(source)
        .find();
  }

  private static TreeMap<String, String> sources() throws IOException {
    TreeMap<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString();
        sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
      }
    }
    return sources;
  }
}
