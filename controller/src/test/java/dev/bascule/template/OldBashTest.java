package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All shell for nodes is read as bash before 4.0 reads it. What that bash does not have, dash has
 * not either, and every test of a script runs it there. One thing remains: it finds the end of a
 * command substitution by counting parentheses, and only from 4.0 on by parsing what is inside, so
 * that a pattern of a case ends it.
 */
class OldBashTest {
  private static final List<Path> FOLDERS =
      List.of(Path.of("..", "templates"), Path.of("src/main/resources/dev/bascule/node"));

  @Test
  void the_end_of_each_command_substitution_is_found_by_counting() throws Exception {
    int seen = 0;
    for (Path file : files()) {
      List<String> all = substitutions(Files.readString(file));
      seen += all.size();
      for (String inside : all) {
        assertThat(parses(inside)).as(file + ": " + inside).isTrue();
      }
    }
    assertThat(seen).isGreaterThan(100);
  }

  @Test
  void a_case_in_a_command_substitution_would_be_seen() throws Exception {
    for (String wrong :
        List.of("x=$(case $1 in a) echo b ;; esac)\n", "x=$(\n  # it's a comment\n  echo a\n)\n")) {
      assertThat(parses(wrong)).as(wrong).isTrue();
      assertThat(substitutions(wrong)).anyMatch(inside -> !parses(inside));
    }
    assertThat(substitutions("x=$(case $1 in (a) echo b ;; esac)\n")).allMatch(this::parses);
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : FOLDERS) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(file -> file.toString().matches(".*\\.(sh|ftl)")).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private boolean parses(String script) {
    try {
      Process dash = new ProcessBuilder("dash", "-n").redirectErrorStream(true).start();
      try (var input = dash.outputWriter()) {
        input.write(script);
      }
      dash.getInputStream().readAllBytes();
      return dash.waitFor() == 0;
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  // Those that begin outside of comments; of one without an end, all that follows.
  private static List<String> substitutions(String script) {
    List<String> found = new ArrayList<>();
    for (int at = script.indexOf("$("); at >= 0; at = script.indexOf("$(", at + 1)) {
      String line = script.substring(script.lastIndexOf('\n', at) + 1, at);
      if (!line.strip().startsWith("#") && !script.startsWith("$((", at)) {
        found.add(script.substring(at + 2, end(script, at + 2) - 1));
      }
    }
    return found;
  }

  /** Behind the parenthesis that closes one whose text begins there; quotes hide what they hold. */
  private static int end(String text, int from) {
    int depth = 1;
    int at = from;
    while (at < text.length() && depth > 0) {
      char letter = text.charAt(at);
      if (letter == '\\') {
        at++;
      } else if (letter == '\'') {
        at = closing(text, at);
      } else if (letter == '"') {
        at = closingDouble(text, at + 1);
      } else if (letter == '(') {
        depth++;
      } else if (letter == ')') {
        depth--;
      }
      at++;
    }
    return Math.min(at, text.length());
  }

  private static int closing(String text, int quote) {
    int end = text.indexOf(text.charAt(quote), quote + 1);
    return end < 0 ? text.length() : end;
  }

  private static int closingDouble(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.startsWith("$(", at)) {
        at = end(text, at + 2);
      } else {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
    }
    return at;
  }
}
