package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/** Writes a picture into a file: whole, or not at all. Takes the place of a plain file only. */
final class GraphFile {
  private final String name;
  private final Surroundings around;

  GraphFile(String name, Surroundings around) {
    this.name = name;
    this.around = around;
  }

  /**
   * Whether it can be written, as far as can be told without writing; else says why not. Asked
   * before any node is.
   */
  boolean isWritable() {
    try {
      return refusal(path()).map(this::refused).isEmpty();
    } catch (IOException | InvalidPathException e) {
      refused(why(e));
      return false;
    }
  }

  ExitCode write(String text) {
    try {
      Path file = path();
      // Another program may have made something of this name in the meantime.
      Optional<String> refusal = refusal(file);
      if (refusal.isPresent()) {
        return refused(refusal.get());
      }
      replace(file, text);
      return ExitCode.OK;
    } catch (IOException | InvalidPathException e) {
      return refused(why(e));
    }
  }

  private Path path() {
    return around.folder().resolve(name).toAbsolutePath();
  }

  /** Empty where there is nothing, or a plain file, in a folder. */
  private static Optional<String> refusal(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      return Optional.of("it is a folder");
    } else if (!Files.isDirectory(folder)) {
      return Optional.of("there is no folder " + folder);
    }
    BasicFileAttributes there;
    try {
      there = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (there.isRegularFile()) {
      return Optional.empty();
    }
    return Optional.of(
        there.isSymbolicLink()
            ? "it is a symbolic link"
            : there.isDirectory() ? "it is a folder" : "it is a device, a pipe or a socket");
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static void replace(Path file, String text) throws IOException {
    Path fresh =
        Files.createTempFile(
            folder(file),
            ".bascule-",
            ".new",
            // Less what the umask takes away, as a new file has it.
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")));
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private ExitCode refused(String why) {
    around.err().println("bascule graph: " + name + " cannot be written: " + why);
    around.err().println("  hint: name a plain file, or leave --out out: then it goes to stdout");
    return ExitCode.UNWRITTEN;
  }

  private static String why(Exception e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : e instanceof InvalidPathException ? "it is no path of a file" : e.toString();
  }
}
