package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a picture into a file: whole, or not at all. */
final class GraphFile {
  private GraphFile() {}

  static ExitCode write(String name, String text, Surroundings around) {
    Path file = around.folder().resolve(name).toAbsolutePath();
    Path fresh = file.resolveSibling("." + file.getFileName() + ".bascule-new");
    try {
      try {
        Files.writeString(fresh, text);
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      around.err().println("bascule graph: " + name + " cannot be written: " + e);
      return ExitCode.UNWRITTEN;
    }
  }
}
