package dev.bascule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may do what with a file.
 *
 * @param permissions never more than are said here are given
 */
record FileDress(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {
  private static final Set<PosixFilePermission> OF_GROUP =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  /** That of a file, which is no link. */
  static FileDress of(Path file) throws IOException {
    PosixFileAttributes its =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FileDress(its.owner(), its.group(), its.permissions());
  }

  /**
   * Gives it to another file, as far as this user may: the owner stays who it is where it cannot be
   * given away, and where the group cannot be given, no group gets what that one had.
   */
  void putOn(Path file) throws IOException {
    // Somebody who owns the folder may have put a link there.
    putOn(
        of(file),
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
  }

  /** The same to a file that has another one now. */
  void putOn(FileDress now, PosixFileAttributeView view) throws IOException {
    Set<PosixFilePermission> given = EnumSet.noneOf(PosixFilePermission.class);
    given.addAll(permissions);
    if (!group.equals(now.group) && !isDone(() -> view.setGroup(group))) {
      given.removeAll(OF_GROUP);
    }
    // Before the owner: only the owner may.
    view.setPermissions(given);
    if (!owner.equals(now.owner)) {
      isDone(() -> view.setOwner(owner));
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static boolean isDone(Step step) {
    try {
      step.run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
