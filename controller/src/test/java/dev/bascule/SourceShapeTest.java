package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long files and methods may become. Reads the formatted source, where braces tell. */
class SourceShapeTest {
  private static final int LONGEST_FILE = 500;
  private static final int LONGEST_METHOD = 60;

  // A member's head begins at an indent of two or four (in a nested class) and ends with a brace.
  private static final Pattern METHOD =
      Pattern.compile(
          "(?m)^( {2}| {4})(?=\\w)(?!return )(?!(?:public |private |static |final |sealed )*"
              + "(?:class|record|interface|enum) )[^\\n;=]*\\([^;{}]*\\{$");

  @Test
  void no_file_is_longer_than_500_lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources("src/main/java", "src/test/java")) {
      long lines = Files.readString(file).lines().count();
      if (lines > LONGEST_FILE) {
        tooLong.add(file + " has " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void no_method_is_longer_than_60_lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    int methods = 0;
    for (Path file : sources("src/main/java")) {
      String text = Files.readString(file);
      Matcher head = METHOD.matcher(text);
      while (head.find()) {
        methods++;
        int end = text.indexOf("\n" + head.group(1) + "}", head.start());
        long lines = text.substring(head.start(), Math.max(head.start(), end)).lines().count() + 1;
        if (lines > LONGEST_METHOD) {
          tooLong.add(file + ": " + head.group().strip() + " has " + lines + " lines");
        }
      }
    }
    assertThat(tooLong).isEmpty();
    assertThat(methods).as("methods that the pattern finds").isGreaterThan(800);
  }

  private static List<Path> sources(String... roots) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String root : roots) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
      }
    }
    return all;
  }
}
