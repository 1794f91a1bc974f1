package dev.bascule.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** Pieces of the scripts that are sent to nodes. */
public final class ShellText {
  private static final String FOLDER = "/dev/bascule/node/";
  private static final ConcurrentMap<String, String> LOADED = new ConcurrentHashMap<>();

  private ShellText() {}

  /** A word that a shell reads as exactly this text. It must not hold NUL. */
  public static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A quoted word of lines, each ended by a line end. */
  public static String quoteLines(Collection<String> lines) {
    return quote(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
  }

  /** Parts by file name without {@code .sh}, as they are sent: no comments, no indentation. */
  public static String parts(List<String> names) {
    return names.stream()
        .map(name -> LOADED.computeIfAbsent(name, ShellText::load))
        .collect(Collectors.joining());
  }

  private static String load(String name) {
    try (InputStream in = ShellText.class.getResourceAsStream(FOLDER + name + ".sh")) {
      if (in == null) {
        throw new IllegalArgumentException("no such part: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::stripLeading)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line + "\n")
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
