package dev.bascule.whole;

import dev.bascule.lab.LabNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files of several pages each, old or new, that an apply writes to a node's own disk.
 *
 * @param home where the playbooks are
 * @param node the node's name
 */
record CrashFiles(Path home, String node) {
  static final String FOLDER = "/srv/disk/files";
  private static final int LINES = 2000;

  /** A playbook that wants the first so many files, with that word in each line. */
  String site(String word, int count) throws IOException {
    StringBuilder tasks =
        new StringBuilder("- hosts: %s\n  tasks:\n".formatted(node))
            .append("    - file: {path: %s, state: directory}\n".formatted(FOLDER));
    for (int file = 1; file <= count; file++) {
      Files.writeString(home.resolve(source(word, file)), text(word, file));
      tasks.append(
          "    - %s: {src: %s, dest: %s/f%d}\n"
              .formatted(file % 2 == 0 ? "copy" : "template", source(word, file), FOLDER, file));
    }
    return Files.writeString(home.resolve(word + ".yml"), tasks).toString();
  }

  /** The first so many files are there, old and on disk. */
  void lay(LabNode node, int count) {
    node.shell(
        """
        mkdir -p %s && cd %s && rm -f f* .f*
        for file in $(seq %d); do
          yes "old line of file $file" | head -n %d >f$file
        done
        sync
        """
            .formatted(FOLDER, FOLDER, count, LINES));
  }

  /** What is to be seen when it is done: file by file, its word. */
  Map<String, String> all(String word, int count) {
    return IntStream.rangeClosed(1, count)
        .boxed()
        .collect(Collectors.toMap(file -> "f" + file, file -> word, (a, b) -> a, TreeMap::new));
  }

  /** The files that are there, by name, and "old", "new" or "broken"; staged ones are not. */
  Map<String, String> seen(Path tree) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    try (Stream<Path> files = Files.list(tree.resolve("files"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".f")) {
          seen.put(name, word(name, Files.readString(file)));
        }
      }
    }
    return seen;
  }

  /** What must not be: neither old nor new, gone, or no file of ours. */
  Set<String> broken(Path tree, int old) throws IOException {
    Map<String, String> seen = seen(tree);
    Set<String> broken = new TreeSet<>(all("old", old).keySet());
    broken.removeAll(seen.keySet());
    seen.forEach(
        (name, word) -> {
          if (word.equals("broken")) {
            broken.add(name);
          }
        });
    return broken;
  }

  private static String word(String name, String text) {
    int file = name.matches("f\\d+") ? Integer.parseInt(name.substring(1)) : 0;
    return Stream.of("old", "new")
        .filter(word -> text.equals(text(word, file)))
        .findFirst()
        .orElse("broken");
  }

  private static String source(String word, int file) {
    return word + "-" + file + ".txt";
  }

  private static String text(String word, int file) {
    return "%s line of file %d\n".formatted(word, file).repeat(LINES);
  }
}
