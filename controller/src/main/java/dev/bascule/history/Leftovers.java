package dev.bascule.history;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes what a program that was killed left in a folder, next to a file of the same kind that was
 * just made there. By that one's time, so that no clock but the file system's own is asked, and
 * only what has the same owner and is older by a day: no program needs it any more.
 */
public final class Leftovers {
  private static final Duration OLD = Duration.ofDays(1);

  private Leftovers() {}

  /**
   * Sweeps. Never fails: what stays is swept by the next one.
   *
   * @param fresh a file or a folder that was just made
   * @param pattern which others beside it are of its kind; of folders, what is directly in them
   *     goes with them
   */
  public static void sweep(Path fresh, String pattern) {
    Path folder = fresh.getParent();
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, pattern)) {
      Instant before = time(fresh).toInstant().minus(OLD);
      for (Path path : all) {
        if (time(path).toInstant().isBefore(before) && isOfSame(path, fresh)) {
          remove(path);
        }
      }
    } catch (IOException | RuntimeException e) {
      return;
    }
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
        for (Path file : inside) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  private static FileTime time(Path path) throws IOException {
    return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isOfSame(Path one, Path other) throws IOException {
    return Files.getOwner(one, LinkOption.NOFOLLOW_LINKS)
        .equals(Files.getOwner(other, LinkOption.NOFOLLOW_LINKS));
  }
}
