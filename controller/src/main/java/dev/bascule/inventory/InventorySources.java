package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.SourceFile;
import dev.bascule.source.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what a source is, and has it read. */
final class InventorySources {
  private static final Pattern SKIPPED =
      Pattern.compile(
          "\\..*|host_vars|group_vars|vars_plugins"
              + "|.*(?:~|\\.(?:orig|ini|cfg|retry|pyc|pyo|swp|bak|rpm|md|txt|rst))");
  private static final Pattern YAML_NAME = Pattern.compile(".*\\.(?:yml|yaml|json)");

  // "name:" or "name: {", a comment line, or the start of a document.
  private static final Pattern YAML_LINE =
      Pattern.compile("---.*|\\{.*|(?:'[^']*'|\"[^\"]*\"|[^\\s\\[=]+)\\s*:(?:\\s.*)?");

  private final InventoryDraft draft;
  private final Reading reading;
  // The folders around what is being read.
  private final Set<Path> open = new HashSet<>();

  InventorySources(InventoryDraft draft) {
    this.draft = draft;
    this.reading = draft.reading();
  }

  /** Reads one value of {@code -i}. */
  void read(String source) {
    // Java takes an empty path for the folder one is in.
    if (source.isBlank() || source.indexOf('\0') >= 0) {
      reading.problem(
          ProblemCode.FILE_UNREADABLE,
          new SourceFile("-i", source).start(),
          "an inventory without a name",
          "name a file, or '.' for the folder you are in");
      return;
    }
    Path path = Path.of(source);
    if (Files.exists(path)) {
      read(path);
    } else if (source.contains(",")) {
      draft.startSource(source);
      HostListInventory.read(source, draft);
    } else {
      missing(path);
    }
  }

  private void missing(Path path) {
    boolean link = Files.isSymbolicLink(path);
    reading.problem(
        ProblemCode.FILE_UNREADABLE,
        at(path),
        link
            ? "this inventory is a symbolic link that leads nowhere"
            : "this inventory does not exist",
        link ? "see: ls -l " + path : missingHint(path));
  }

  static Position at(Path path) {
    return new SourceFile(path.toString(), "").start();
  }

  private static String missingHint(Path path) {
    return Suggestion.nearest(path.getFileName().toString(), neighbours(path))
        .map(name -> "did you mean '" + path.resolveSibling(name) + "'?")
        .orElse("for a list of hosts write a comma: -i '" + path + ",'");
  }

  private static List<String> neighbours(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    return directory == null ? List.of() : names(directory, null);
  }

  private static List<String> names(Path directory, @Nullable Reading reading) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      if (reading != null) {
        reading.problem(
            ProblemCode.FILE_UNREADABLE,
            at(directory),
            "this folder cannot be listed",
            "may you read it? ls -ld " + directory);
      }
      return List.of();
    }
  }

  private void read(Path path) {
    if (Files.isDirectory(path)) {
      directory(path);
      return;
    }
    draft.startSource(path.toString());
    Optional<Boolean> script = isScript(path);
    if (script.isPresent() && script.get()) {
      ScriptInventory.read(path, draft);
    } else if (script.isPresent()) {
      SourceText.read(path, reading).ifPresent(text -> text(path, text));
    }
  }

  private void directory(Path path) {
    Path real = real(path);
    if (!open.add(real)) {
      reading.problem(
          ProblemCode.FILE_UNREADABLE,
          at(path),
          "a symbolic link that leads back to a folder it lies in",
          "remove it");
      return;
    }
    names(path, reading).stream()
        .filter(name -> !SKIPPED.matcher(name).matches())
        .forEach(name -> read(path.resolve(name)));
    open.remove(real);
  }

  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath();
    }
  }

  // A program, or a text that only happens to have its execute bit set (as on a mounted FAT disk)?
  private Optional<Boolean> isScript(Path path) {
    byte[] start = start(path);
    boolean shebang = start.length >= 2 && start[0] == '#' && start[1] == '!';
    boolean elf = start.length >= 4 && start[0] == 0x7f && start[1] == 'E';
    if (shebang && !Files.isExecutable(path)) {
      reading.problem(
          ProblemCode.SCRIPT_FAILED,
          at(path),
          "this inventory script is not executable",
          "chmod +x " + path);
      return Optional.empty();
    }
    return Optional.of(Files.isExecutable(path) && (shebang || elf));
  }

  private static byte[] start(Path path) {
    if (!Files.isRegularFile(path)) {
      // What is read from a pipe, such as bash's <(command), is gone.
      return new byte[0];
    }
    try (var stream = Files.newInputStream(path)) {
      return stream.readNBytes(4);
    } catch (IOException e) {
      // Whatever is wrong is said when the whole file is read.
      return new byte[0];
    }
  }

  private void text(Path path, SourceText text) {
    String name = path.getFileName().toString();
    if (name.endsWith(".toml")) {
      reading.problem(
          ProblemCode.INVENTORY_PLUGIN,
          text.file().start(),
          "inventories in TOML are not read",
          "write YAML: ansible-inventory -i " + path + " --list --yaml --export");
    } else if (YAML_NAME.matcher(name).matches()
        || (name.indexOf('.') < 0 && looksLikeYaml(text.file()))) {
      YamlInventory.read(text, draft);
    } else {
      IniInventory.read(text, draft);
    }
  }

  // Ansible tries YAML, then INI, and shows both failures. One decision gives one clear message.
  private static boolean looksLikeYaml(SourceFile file) {
    return file.text()
        .lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .filter(line -> !line.startsWith(";"))
        .findFirst()
        .map(line -> YAML_LINE.matcher(line).matches())
        .orElse(false);
  }
}
