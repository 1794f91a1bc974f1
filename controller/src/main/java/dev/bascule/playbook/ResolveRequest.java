package dev.bascule.playbook;

import dev.bascule.inventory.Inventory;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a playbook is resolved against.
 *
 * @param limit the nodes that {@code --limit} leaves; null for all
 * @param extraVariables of {@code -e}, which override all others
 * @param tags of {@code --tags}; empty for all tasks
 * @param skipTags of {@code --skip-tags}
 * @param vaultPasswordFiles for encrypted vars_files, as the inventory's request has them
 * @param secrets filled with what is decrypted, and asked which contents hold a secret
 */
public record ResolveRequest(
    Inventory inventory,
    @Nullable Set<NodeName> limit,
    Map<String, Value> extraVariables,
    List<String> tags,
    List<String> skipTags,
    List<String> vaultPasswordFiles,
    Secrets secrets) {

  public ResolveRequest {
    limit = limit == null ? null : Set.copyOf(limit);
    tags = List.copyOf(tags);
    skipTags = List.copyOf(skipTags);
    vaultPasswordFiles = List.copyOf(vaultPasswordFiles);
  }

  // An inventory without hosts is a problem of its own.
  boolean hasHosts() {
    return !inventory.hosts().isEmpty();
  }

  /** All nodes of an inventory, all tasks, no further variables. */
  public static ResolveRequest of(Inventory inventory) {
    return new ResolveRequest(
        inventory, null, Map.of(), List.of(), List.of(), List.of(), new Secrets());
  }

  /** The same for some nodes only. */
  public ResolveRequest limitedTo(Set<NodeName> nodes) {
    return new ResolveRequest(
        inventory, nodes, extraVariables, tags, skipTags, vaultPasswordFiles, secrets);
  }

  /** The same for chosen tasks only. */
  public ResolveRequest withTags(List<String> chosen, List<String> skipped) {
    return new ResolveRequest(
        inventory, limit, extraVariables, chosen, skipped, vaultPasswordFiles, secrets);
  }

  /** The same with variables of {@code -e}. */
  public ResolveRequest withExtra(Map<String, Value> variables) {
    return new ResolveRequest(
        inventory, limit, variables, tags, skipTags, vaultPasswordFiles, secrets);
  }
}
