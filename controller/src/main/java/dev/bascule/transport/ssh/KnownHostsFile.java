package dev.bascule.transport.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Adds lines to a known_hosts file, all or none: written beside it, then renamed over it. */
final class KnownHostsFile {
  private static final Object ONE_AT_A_TIME = new Object();

  private KnownHostsFile() {}

  static void append(Path named, List<String> lines) throws IOException {
    synchronized (ONE_AT_A_TIME) {
      Path file = real(named);
      boolean done = false;
      while (!done) {
        done = appendLocked(file, lines);
      }
    }
  }

  /**
   * Another bascule on this machine waits at the lock; ssh itself does not lock. The file may have
   * been replaced while we waited: then the lock is on what was there before, and counts for
   * nothing.
   *
   * @return whether the lines are in
   */
  private static boolean appendLocked(Path file, List<String> lines) throws IOException {
    Object before = inode(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      boolean same = held.isValid() && Objects.equals(before, inode(file));
      if (same) {
        replace(file, lines);
      }
      return same;
    }
  }

  private static Object inode(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** Where the file really is: a symbolic link is kept, a missing file made. */
  private static Path real(Path named) throws IOException {
    Path folder = named.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    if (!Files.exists(named)) {
      Files.createFile(named, mode("rw-------"));
    }
    return named.toRealPath();
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  private static void replace(Path file, List<String> lines) throws IOException {
    byte[] old = Files.readAllBytes(file);
    StringBuilder added = new StringBuilder();
    if (old.length > 0 && old[old.length - 1] != '\n') {
      added.append('\n');
    }
    lines.forEach(line -> added.append(line).append('\n'));
    Path fresh = Files.createTempFile(file.getParent(), ".known_hosts", ".new");
    try {
      write(fresh, old, added.toString().getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void write(Path file, byte[] old, byte[] added) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (byte[] part : List.of(old, added)) {
        ByteBuffer bytes = ByteBuffer.wrap(part);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.force(true);
    }
  }
}
