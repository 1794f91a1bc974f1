package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import org.jspecify.annotations.Nullable;

/** What is seen at one path of a node. */
public sealed interface PathState {

  /**
   * Nothing is there.
   *
   * @param ancestor the nearest path above that exists
   */
  record Absent(AbsolutePath ancestor) implements PathState {}

  /** Something is there. */
  sealed interface Present extends PathState {
    Access access();
  }

  /**
   * A regular file.
   *
   * @param sha256 64 hexadecimal digits; null when it was not asked for or could not be read
   * @param content null when it was not asked for, is too large, or is known by its hash alone
   */
  record File(Access access, @Nullable String sha256, @Nullable FileContent content)
      implements Present {}

  /**
   * A directory.
   *
   * @param empty false also where it was not asked for
   */
  record Folder(Access access, boolean empty) implements Present {}

  /** A symbolic link, not followed. */
  record Link(Access access, String target) implements Present {}

  /**
   * A device, socket or pipe.
   *
   * @param kind in words
   */
  record Special(Access access, String kind) implements Present {}

  /**
   * Permissions and owner.
   *
   * @param user the owner's name, or the number again where it has none or is not known
   */
  record Access(FileMode mode, long uid, long gid, String user, String group) {}
}
