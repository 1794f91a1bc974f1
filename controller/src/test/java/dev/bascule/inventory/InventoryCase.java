package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of fixtures: an inventory and what is expected of it. */
record InventoryCase(Path directory) {
  private static final Path ROOT = Path.of("src/test/resources/dev/bascule/inventory");

  static List<InventoryCase> all(String kind) {
    try (Stream<Path> cases = Files.list(ROOT.resolve(kind))) {
      return cases.sorted().map(InventoryCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InventoryCase named(String name) {
    return new InventoryCase(ROOT.resolve(name));
  }

  String name() {
    return directory.getFileName().toString();
  }

  boolean has(String file) {
    return Files.exists(directory.resolve(file));
  }

  String text(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Inventory load(Secrets secrets, Problems problems) {
    return InventoryLoader.load(request(secrets), problems);
  }

  private InventoryRequest request(Secrets secrets) {
    List<String> sources = new ArrayList<>();
    List<String> vaults = new ArrayList<>();
    Path playbooks = null;
    List<String> words = arguments();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      String value = words.get(i + 1);
      switch (words.get(i)) {
        case "-i" -> sources.add(source(value));
        case "--playbook-dir" -> playbooks = directory.resolve(value);
        default -> {
          int at = value.indexOf('@');
          vaults.add(value.substring(0, at + 1) + directory.resolve(value.substring(at + 1)));
        }
      }
    }
    return new InventoryRequest(sources, playbooks, vaults, secrets, System.getenv());
  }

  private String source(String written) {
    boolean list = written.contains(",") || written.isEmpty();
    return list ? written : directory.resolve(written).toString();
  }

  private List<String> arguments() {
    if (has("arguments")) {
      return text("arguments").lines().toList();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith("hosts."))
          .flatMap(file -> Stream.of("-i", file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The problems as users see them, with paths as from inside the folder. */
  String shown(Problems problems) {
    String prefix = directory + "/";
    return problems.all().stream()
        .map(Problem::format)
        .collect(Collectors.joining())
        .replace(prefix, "");
  }

  @Override
  public String toString() {
    return name();
  }
}
