package dev.bascule.history;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Removes what a program that was killed left in a folder, next to a file of the same kind that was
 * just made there. By that one's time, so that no clock but the file system's own is asked, and
 * only what has the same owner and is older by a day: no program needs it any more.
 */
public final class Leftovers {
  private static final Duration OLD = Duration.ofDays(1);

  private Leftovers() {}

  /**
   * Sweeps. Never fails: what stays is swept by the next one. In a folder that others may write to,
   * too, nothing else goes: each name is looked up once, and no link is followed.
   *
   * @param fresh a file or a folder that was just made; where it is a folder, what is directly in
   *     the others goes with them, where it is a file, folders are left
   * @param name which others beside it are of its kind
   */
  public static void sweep(Path fresh, Predicate<String> name) {
    Path folder = fresh.getParent();
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      if (all instanceof SecureDirectoryStream<Path> secure) {
        BasicFileAttributes its = attributes(secure, fresh.getFileName());
        UserPrincipal owner = owner(secure, fresh.getFileName());
        Instant before = its.lastModifiedTime().toInstant().minus(OLD);
        for (Path path : all) {
          Path entry = path.getFileName();
          if (name.test(entry.toString())) {
            sweep(secure, entry, its.isDirectory(), owner, before);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      return;
    }
  }

  private static void sweep(
      SecureDirectoryStream<Path> in,
      Path name,
      boolean folders,
      UserPrincipal owner,
      Instant before) {
    try {
      if (!folders) {
        BasicFileAttributes its = attributes(in, name);
        if (its.isRegularFile() && isOld(its, before) && owner(in, name).equals(owner)) {
          in.deleteFile(name);
        }
        return;
      }
      try (SecureDirectoryStream<Path> own =
          in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        // Of the folder that was opened, whatever has its name by now.
        PosixFileAttributes its =
            own.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
        if (!isOld(its, before) || !its.owner().equals(owner)) {
          return;
        }
        for (Path file : own) {
          own.deleteFile(file.getFileName());
        }
      }
      in.deleteDirectory(name);
    } catch (IOException | RuntimeException e) {
      return; // the others go all the same
    }
  }

  private static boolean isOld(BasicFileAttributes its, Instant before) {
    return its.lastModifiedTime().toInstant().isBefore(before);
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> in, Path name)
      throws IOException {
    return in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static UserPrincipal owner(SecureDirectoryStream<Path> in, Path name) throws IOException {
    return in.getFileAttributeView(name, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .getOwner();
  }
}
