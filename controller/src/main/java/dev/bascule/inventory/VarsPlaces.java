package dev.bascule.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where group_vars and host_vars lie: next to each source, in the order of the sources, and next to
 * the playbook.
 */
final class VarsPlaces {
  /** One directory that may hold both. */
  record Place(VarsDirectory groupVars, VarsDirectory hostVars) {}

  private final List<Place> besideSources = new ArrayList<>();
  private final List<Place> besidePlaybook = new ArrayList<>();

  VarsPlaces(List<String> sources, @Nullable Path playbookDirectory, Reading reading) {
    Map<Path, Place> places = new LinkedHashMap<>();
    for (String source : sources) {
      Path path = Path.of(source);
      if (Files.exists(path)) {
        Path directory = Files.isDirectory(path) ? path : parent(path);
        besideSources.add(
            places.computeIfAbsent(real(directory), key -> place(directory, reading)));
      }
    }
    if (playbookDirectory != null) {
      besidePlaybook.add(
          places.computeIfAbsent(
              real(playbookDirectory), key -> place(playbookDirectory, reading)));
    }
  }

  List<Place> besideSources() {
    return besideSources;
  }

  List<Place> besidePlaybook() {
    return besidePlaybook;
  }

  private static Place place(Path directory, Reading reading) {
    return new Place(
        new VarsDirectory(directory.resolve("group_vars"), reading),
        new VarsDirectory(directory.resolve("host_vars"), reading));
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath();
    }
  }
}
