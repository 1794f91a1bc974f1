package dev.bascule.playbook;

import dev.bascule.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The templates that Bascule brings along: those of {@code templates/} in its own source. */
final class Brought {
  private static final String FOLDER = "/dev/bascule/templates/";

  private Brought() {}

  /** A template's text; empty where there is none of this name. */
  static Optional<SourceFile> template(String name) {
    if (name.indexOf('/') >= 0) {
      return Optional.empty();
    }
    try (InputStream in = Brought.class.getResourceAsStream(FOLDER + name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              new SourceFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of this program cannot be read: " + name, e);
    }
  }
}
