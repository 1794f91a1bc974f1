package dev.bascule.playbook;

import dev.bascule.model.FileContent;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.source.FilesRead;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.SourceReader;
import dev.bascule.source.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code src} names: next to the playbook, in templates/ and files/ beside it, then
 * in templates/ beside the playbook's folder. Each is read once. Safe for several threads.
 */
final class SourceFiles {
  private static final List<String> FOLDERS = List.of("", "templates", "files", "../templates");

  private final FilesRead read;
  private final Map<Path, SourceFile> texts = new ConcurrentHashMap<>();
  private final Map<Path, FileContent> contents = new ConcurrentHashMap<>();
  private final Map<Path, Boolean> exists = new ConcurrentHashMap<>();

  /**
   * None read yet.
   *
   * @param read where each is put down
   */
  SourceFiles(FilesRead read) {
    this.read = read;
  }

  /** A file's text; where there is none of the name, that of the template that Bascule brings. */
  SourceFile text(Path folder, String src, Position at) throws Unresolved {
    Optional<SourceFile> brought = found(folder, src) ? Optional.empty() : Brought.template(src);
    if (brought.isPresent()) {
      return brought.get();
    }
    Path path = find(folder, src, at);
    SourceFile known = texts.get(path);
    if (known == null) {
      Problems problems = new Problems(read);
      known = SourceReader.read(path, problems).orElseThrow(() -> new Unresolved(problems.all()));
      texts.put(path, known);
    }
    return known;
  }

  /** A file's bytes. */
  FileContent content(Path folder, String src, Position at) throws Unresolved {
    Path path = find(folder, src, at);
    FileContent known = contents.get(path);
    if (known == null) {
      known = read(path, at);
      read.add(path, known);
      contents.put(path, known);
    }
    return known;
  }

  private static FileContent read(Path path, Position at) throws Unresolved {
    try {
      long size = Files.size(path);
      if (size > SourceReader.LARGEST) {
        throw new Unresolved(
            ProblemCode.FILE_TOO_LARGE,
            at,
            path
                + " has "
                + (size >> 20)
                + " MiB; the limit is "
                + (SourceReader.LARGEST >> 20)
                + " MiB",
            "fetch it on the node with 'script' and a guard");
      }
      return FileContent.of(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new Unresolved(ProblemCode.FILE_UNREADABLE, at, path + " cannot be read", null);
    }
  }

  private boolean found(Path folder, String src) {
    return candidates(folder, src).stream()
        .anyMatch(path -> exists.computeIfAbsent(path, Files::isRegularFile));
  }

  private Path find(Path folder, String src, Position at) throws Unresolved {
    for (Path candidate : candidates(folder, src)) {
      if (exists.computeIfAbsent(candidate, Files::isRegularFile)) {
        return candidate;
      }
    }
    for (Path candidate : candidates(folder, src)) {
      if (Files.isDirectory(candidate)) {
        throw new Unresolved(
            ProblemCode.SOURCE_NOT_FOUND,
            at,
            "'" + src + "' is a directory",
            "name a file; for several, 'loop' over their names");
      }
    }
    throw new Unresolved(List.of(missing(src, at, candidates(folder, src))));
  }

  /** The problem of a file that should lie next to the playbook and does not. */
  static Problem missing(Path folder, String src, Position at) {
    return missing(src, at, List.of(folder.resolve(src).normalize()));
  }

  private static Problem missing(String src, Position at, List<Path> candidates) {
    return new Problem(
        ProblemCode.SOURCE_NOT_FOUND, at, "there is no file '" + src + "'", hint(src, candidates));
  }

  private static List<Path> candidates(Path folder, String src) {
    List<Path> candidates = new ArrayList<>();
    for (String part : FOLDERS) {
      candidates.add(folder.resolve(part).resolve(src).normalize());
    }
    return candidates;
  }

  private static @Nullable String hint(String src, List<Path> candidates) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> places = new LinkedHashSet<>();
    for (Path candidate : candidates) {
      Path parent = candidate.getParent();
      Path place = parent == null ? Path.of("") : parent;
      places.add(place.toString().isEmpty() ? "." : place.toString());
      names.addAll(list(place));
    }
    String name = String.valueOf(Path.of(src).getFileName());
    return Suggestion.nearest(name, names)
        .map(near -> "did you mean '" + near + "'?")
        .orElse("looked in " + String.join(", ", places));
  }

  private static List<String> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
