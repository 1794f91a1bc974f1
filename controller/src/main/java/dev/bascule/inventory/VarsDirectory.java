package dev.bascule.inventory;

import dev.bascule.source.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A group_vars or host_vars directory. Listed once: with ten thousand hosts, asking for four names
 * of each would take longer than reading the inventory.
 */
final class VarsDirectory {
  private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");

  private final Path directory;
  private final Set<String> names;
  private final Reading reading;

  VarsDirectory(Path directory, Reading reading) {
    this.directory = directory;
    this.reading = reading;
    this.names = Files.isDirectory(directory) ? list(directory) : Set.of();
  }

  private Set<String> list(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      reading.problem(
          ProblemCode.FILE_UNREADABLE,
          InventorySources.at(path),
          "this folder cannot be listed",
          "may you read it? ls -ld " + path);
      return Set.of();
    }
  }

  /** The variables of a host or group; none if there is no file for it. */
  Map<String, Variable> variables(String name) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (Path file : files(name)) {
      SourceText.read(file, reading).ifPresent(text -> variables.putAll(text.variables(reading)));
    }
    return variables;
  }

  // The first hit hides the others: a directory g/ hides g.yml.
  private List<Path> files(String name) {
    return ENDINGS.stream()
        .map(ending -> name + ending)
        .filter(names::contains)
        .findFirst()
        .map(directory::resolve)
        .map(path -> Files.isDirectory(path) ? below(path, new HashSet<>()) : List.of(path))
        .orElse(List.of());
  }

  // Around: the folders that this one lies in; a link back to one of them adds nothing.
  private List<Path> below(Path path, Set<Path> around) {
    Path real = InventorySources.real(path);
    if (!around.add(real)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    for (String name : list(path)) {
      int dot = name.lastIndexOf('.');
      String ending = dot < 0 ? "" : name.substring(dot);
      Path child = path.resolve(name);
      if (name.startsWith(".") || name.endsWith("~")) {
        continue;
      }
      if (Files.isDirectory(child) && ending.isEmpty()) {
        files.addAll(below(child, around));
      } else if (Files.isRegularFile(child) && ENDINGS.contains(ending)) {
        files.add(child);
      }
    }
    around.remove(real);
    return files;
  }
}
