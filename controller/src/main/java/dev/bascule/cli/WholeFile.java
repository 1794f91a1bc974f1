package dev.bascule.cli;

import dev.bascule.history.Leftovers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that a program reads while we write it, or that a full disk must not cut off: written
 * beside its place and renamed, so that there is the old one or the whole new one. A symbolic link
 * stays, and its target is replaced.
 */
final class WholeFile {
  private static final int MOST_LINKS = 40;
  private static final String BEGIN = ".bascule-";
  private static final String END = ".new";

  private final String name;
  private final Path folder;

  /**
   * A file.
   *
   * @param name as the user wrote it
   * @param folder where relative names begin
   */
  WholeFile(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /** What is written. */
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /** As the user wrote it. */
  String name() {
    return name;
  }

  /** Fails where it cannot be written, as far as can be told without writing. */
  void check() throws IOException {
    Path parent = parent(place());
    if (!Files.isWritable(parent)) {
      throw new IOException("the folder " + parent + " may not be written to");
    }
  }

  /** Whether both are one, over whatever links. */
  boolean isSameAs(WholeFile other) {
    try {
      return place().equals(other.place());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes all of it, or leaves what is there.
   *
   * @param permissions like {@code rw-r--r--}; empty for those of the file that is replaced, with
   *     its owner and group, or of any new file where there is none
   */
  void write(String permissions, Content content) throws IOException {
    // Looked for again: the run may have taken an hour.
    Path file = place();
    Path fresh = fresh(file, permissions.isEmpty());
    try {
      fill(fresh, content);
      if (!permissions.isEmpty()) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
      } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        FileDress.of(file).putOn(fresh);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      sync(parent(file));
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  // Nobody else may read what will be for few, not even for a moment: who has it open reads on.
  private static Path fresh(Path file, boolean usual) throws IOException {
    boolean plain = usual && !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    // Less what the umask takes away, as a new file has it.
    String mode = plain ? "rw-rw-rw-" : "rw-------";
    Path fresh =
        Files.createTempFile(
            parent(file),
            BEGIN,
            END,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    Leftovers.sweep(fresh, left -> left.startsWith(BEGIN) && left.endsWith(END));
    return fresh;
  }

  private static void fill(Path fresh, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(fresh, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        Writer out =
            new BufferedWriter(
                new OutputStreamWriter(
                    Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  // The new name has to be on the disk as well. Some file systems cannot say it of a folder.
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }

  /** The file itself, behind all links; there may be none yet. */
  private Path place() throws IOException {
    if (name.isEmpty() || name.endsWith("/")) {
      throw new IOException("it is no path of a file");
    }
    Path at;
    try {
      at = folder.resolve(name).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new IOException("it is no path of a file", e);
    }
    for (int links = 0; links < MOST_LINKS; links++) {
      Path real = inRealFolder(at);
      if (isOfTheKernel(real)) {
        throw new IOException("it is a device, a pipe or a socket");
      }
      if (!Files.isSymbolicLink(real)) {
        return plain(real);
      }
      at = parent(real).resolve(Files.readSymbolicLink(real));
    }
    throw new IOException("it is a symbolic link that leads to itself");
  }

  // What /dev/stdout leads to may be a plain file, which stdout itself is written to.
  private static boolean isOfTheKernel(Path file) {
    return file.startsWith("/proc") || (file.startsWith("/dev") && !file.startsWith("/dev/shm"));
  }

  private static Path inRealFolder(Path file) throws IOException {
    Path parent = file.getParent();
    Path last = file.getFileName();
    if (parent == null || last == null || last.toString().matches("\\.{0,2}")) {
      throw new IOException("it is a folder");
    }
    if (!Files.isDirectory(parent)) {
      throw new IOException("there is no folder " + parent);
    }
    return parent.toRealPath().resolve(last);
  }

  private static Path plain(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a folder");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a device, a pipe or a socket");
    }
    return file;
  }

  private static Path parent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException("it is a folder");
    }
    return parent;
  }

  /** In the words of a user. */
  static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException it && it.getReason() != null) {
      return it.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
