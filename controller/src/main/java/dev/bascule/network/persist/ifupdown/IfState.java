package dev.bascule.network.persist.ifupdown;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The node-side command that tells ifupdown which links are up by now. */
final class IfState {
  private static final String PART = "/dev/bascule/node/ifstate.sh";

  private IfState() {}

  /**
   * The command, POSIX sh.
   *
   * @param up links that files bring up, and are up
   * @param gone links that are no longer
   */
  static String command(Set<String> up, Set<String> gone) {
    return part() + "ifstate_agree " + words(up) + " " + words(gone) + "\n";
  }

  private static String words(Set<String> links) {
    return "'" + String.join(" ", links).replace("'", "'\\''") + "'";
  }

  private static String part() {
    try (InputStream in = IfState.class.getResourceAsStream(PART)) {
      if (in == null) {
        throw new IllegalStateException("not packed: " + PART);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::stripLeading)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line + "\n")
          .collect(Collectors.joining());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
