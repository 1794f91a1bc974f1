package dev.bascule.network.persist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a backend makes of a request. */
public sealed interface Edits {

  /**
   * The changes; none where the files say so already.
   *
   * @param files in an order in which a boot in between finds its way
   * @param atConfirm a node-side command, POSIX sh, that tells the network service what is now true
   *     (ifstate, networkctl reload …), run right after the files are in place; null for none. It
   *     must change nothing at run time
   * @param volatileFiles files below /run that tell the service about the new state while the
   *     window lasts: written right after the batch has run, removed at confirm and at rollback
   * @param hold a node-side command run after volatile files were written, and after they were
   *     removed at a rollback; not at confirm. Null for none
   */
  record Planned(
      List<FileEdit> files,
      @Nullable String atConfirm,
      List<FileEdit> volatileFiles,
      @Nullable String hold)
      implements Edits {
    public Planned {
      files = List.copyOf(files);
      volatileFiles = List.copyOf(volatileFiles);
    }
  }

  /**
   * The files cannot be edited safely.
   *
   * @param where {@code /etc/network/interfaces:12}, the line that is the reason
   * @param reason what stands there
   */
  record Refused(String where, String reason, @Nullable String hint) implements Edits {}
}
