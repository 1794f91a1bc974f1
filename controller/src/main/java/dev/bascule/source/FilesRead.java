package dev.bascule.source;

import dev.bascule.model.FileContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private final Map<String, FileContent> printed = new ConcurrentSkipListMap<>();

  /** Adds a file; of one that is read twice, the first reading counts. */
  public void add(Path path, FileContent content) {
    files.putIfAbsent(path.toAbsolutePath().normalize(), content);
  }

  /** Adds what a program printed that was asked in some words. */
  public void printed(String command, FileContent output) {
    printed.putIfAbsent(command, output);
  }

  /** What programs printed so far: the hash of each output, by the program and its arguments. */
  public Map<String, String> printed() {
    Map<String, String> hashes = new TreeMap<>();
    printed.forEach((command, output) -> hashes.put(command, output.sha256()));
    return hashes;
  }

  /** All files so far, ordered by path. */
  public List<ReadFile> all() {
    return files.entrySet().stream()
        .map(file -> new ReadFile(file.getKey(), file.getValue().sha256()))
        .toList();
  }
}
