package dev.bascule.source;

import dev.bascule.model.FileContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The users' files that were read: inventories and their programs, variables, playbooks, templates,
 * copied files, lists of {@code --limit}. Not among them are passwords of vaults: the hash of a
 * password could be guessed. Safe for several threads: a template whose task waits for facts is
 * read while the run goes on, so ask at its end.
 */
public final class FilesRead {
  // Hashed only when asked for: most commands never ask.
  private final Map<Path, FileContent> files = new ConcurrentSkipListMap<>();

  /** Adds a file; of one that is read twice, the first reading counts. */
  public void add(Path path, FileContent content) {
    files.putIfAbsent(path.toAbsolutePath().normalize(), content);
  }

  /** All so far, ordered by path. */
  public List<ReadFile> all() {
    return files.entrySet().stream()
        .map(file -> new ReadFile(file.getKey(), file.getValue().sha256()))
        .toList();
  }
}
