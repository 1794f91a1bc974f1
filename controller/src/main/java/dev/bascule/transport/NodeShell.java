package dev.bascule.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Shell texts that come with the program, made fit for a command line. */
final class NodeShell {
  private NodeShell() {}

  /** A text from {@code dev/bascule/node} on one line, without its comments. */
  static String oneLine(String name) {
    try (InputStream in = NodeShell.class.getResourceAsStream("/dev/bascule/node/" + name)) {
      if (in == null) {
        throw new IllegalStateException("not packed: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining(" "));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Quotes a word for the login shell, whichever it is. csh and fish agree with sh on single quotes
   * as long as there is no single quote and no newline inside.
   */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
