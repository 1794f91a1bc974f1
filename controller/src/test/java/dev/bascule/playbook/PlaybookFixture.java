package dev.bascule.playbook;

import dev.bascule.inventory.ExtraVars;
import dev.bascule.inventory.Host;
import dev.bascule.inventory.HostPattern;
import dev.bascule.inventory.Inventory;
import dev.bascule.inventory.InventoryLoader;
import dev.bascule.inventory.InventoryRequest;
import dev.bascule.inventory.VariableReader;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder: playbook files ({@code *play*.yml}), an inventory, options ({@code arguments}, one on a
 * line: {@code --tags x}), what nodes answer ({@code facts.yml}: node → facts).
 */
final class PlaybookFixture {
  private final Path folder;
  private final List<Path> playbooks;
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets();

  PlaybookFixture(Path folder) {
    this(folder, inside(folder));
  }

  /** A folder whose playbooks lie elsewhere. */
  PlaybookFixture(Path folder, List<Path> playbooks) {
    this.folder = folder;
    this.playbooks = playbooks;
  }

  /** The problems, or else the state of each node. */
  String outcome() {
    Resolution resolution = resolution();
    String text =
        problems.isEmpty()
            ? StateDump.of(resolution, facts())
            : problems.all().stream().map(Problem::format).collect(Collectors.joining());
    return text.replace(folder + "/", "").replace(folder.getParent() + "/", "../");
  }

  /** What is wanted of each node; of no use where there are problems. */
  Resolution resolution() {
    Playbook playbook = PlaybookReader.read(playbooks, problems);
    List<String> vaults =
        Files.exists(folder.resolve("vault-password"))
            ? List.of(folder.resolve("vault-password").toString())
            : List.of();
    Inventory inventory =
        InventoryLoader.load(
            new InventoryRequest(
                List.of(folder.resolve("inventory.yml").toString()),
                folder,
                vaults,
                secrets,
                Map.of()),
            problems);
    return Resolver.resolve(playbook, request(inventory, vaults), problems);
  }

  private ResolveRequest request(Inventory inventory, List<String> vaults) {
    List<String> limits = options("--limit ");
    Set<NodeName> limit =
        limits.isEmpty()
            ? null
            : HostPattern.limit(limits, inventory, problems).stream()
                .map(Host::name)
                .collect(Collectors.toSet());
    return new ResolveRequest(
        inventory,
        limit,
        ExtraVars.parse(options("-e "), vaults, secrets, problems),
        options("--tags "),
        options("--skip-tags "),
        vaults,
        secrets);
  }

  private List<String> options(String option) {
    Path file = folder.resolve("arguments");
    return !Files.exists(file)
        ? List.of()
        : read(file)
            .lines()
            .filter(line -> line.startsWith(option))
            .map(line -> line.substring(option.length()))
            .toList();
  }

  Map<NodeName, Value.Fields> facts() {
    Path file = folder.resolve("facts.yml");
    Map<NodeName, Value.Fields> facts = new HashMap<>();
    if (Files.exists(file)) {
      VariableReader.of(List.of(), secrets, problems)
          .file(file)
          .values()
          .forEach((node, values) -> facts.put(new NodeName(node), (Value.Fields) values));
    }
    return facts;
  }

  /** The playbooks of the folder, in order of their names. */
  List<Path> playbooks() {
    return playbooks;
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*play.*\\.yml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
