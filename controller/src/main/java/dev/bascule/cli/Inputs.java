package dev.bascule.cli;

import dev.bascule.inventory.ExtraVars;
import dev.bascule.inventory.Host;
import dev.bascule.inventory.HostPattern;
import dev.bascule.inventory.Inventory;
import dev.bascule.inventory.InventoryLoader;
import dev.bascule.inventory.InventoryRequest;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.FilesRead;
import dev.bascule.source.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The inventories of a command line, read.
 *
 * @param sources as the user named them
 * @param limit the nodes that {@code --limit} leaves, null for all
 * @param files every file that was read, the playbooks' too
 */
record Inputs(
    List<String> sources,
    Inventory inventory,
    Map<String, Value> extra,
    @Nullable Set<NodeName> limit,
    List<String> vaultPasswordFiles,
    Secrets secrets,
    FilesRead files) {

  /** Reads; what is wrong becomes a problem, and notes of inventory scripts go to stderr. */
  static Inputs read(
      Invocation invocation, Surroundings around, @Nullable Path playbooks, Problems problems) {
    Secrets secrets = new Secrets();
    List<String> sources = sources(invocation, around);
    List<String> vaults = invocation.texts("--vault-password-file");
    Inventory inventory =
        InventoryLoader.load(
            new InventoryRequest(sources, playbooks, vaults, secrets, around.environment()),
            problems);
    inventory.notes().forEach(around.err()::println);
    Map<String, Value> extra =
        ExtraVars.parse(invocation.texts("--extra-vars"), vaults, secrets, problems);
    List<String> limits = invocation.texts("--limit");
    // Without an inventory every name would be unknown: one cause, one message.
    Set<NodeName> limit =
        limits.isEmpty() || inventory.hosts().isEmpty()
            ? null
            : names(HostPattern.limit(limits, inventory, problems));
    return new Inputs(sources, inventory, extra, limit, vaults, secrets, problems.files());
  }

  /** No inventory at all, for nodes that are typed. */
  static Inputs none(Secrets secrets) {
    Inventory none =
        InventoryLoader.load(
            new InventoryRequest(List.of(), null, List.of(), secrets, Map.of()), new Problems());
    return new Inputs(List.of(), none, Map.of(), null, List.of(), secrets, new FilesRead());
  }

  /** The same, limited further; null for no further limit. */
  Inputs only(@Nullable Set<NodeName> nodes) {
    if (nodes == null) {
      return this;
    }
    Set<NodeName> both =
        limit == null ? nodes : limit.stream().filter(nodes::contains).collect(Collectors.toSet());
    return new Inputs(sources, inventory, extra, both, vaultPasswordFiles, secrets, files);
  }

  static List<String> sources(Invocation invocation, Surroundings around) {
    List<String> given = invocation.texts("--inventory");
    if (!given.isEmpty()) {
      return given;
    }
    String named = around.environment("BASCULE_INVENTORY");
    if (!named.isEmpty()) {
      return List.of(named);
    }
    Path usual = around.folder().resolve("inventory");
    return Files.exists(usual) ? List.of(usual.toString()) : List.of();
  }

  static Set<NodeName> names(Set<Host> hosts) {
    return hosts.stream().map(Host::name).collect(Collectors.toSet());
  }
}
