package dev.bascule.history;

import dev.bascule.source.ReadFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run.
 *
 * @param files every file that it read
 * @param resumes the lost run whose nodes it asked, where it was begun to do that; else null
 */
public record RunOver(
    RunId id, Instant ended, int exitCode, List<ReadFile> files, @Nullable Resumption resumes) {
  public RunOver {
    files = List.copyOf(files);
  }
}
