package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to read.
 *
 * @param sources the values of {@code -i} as written: files, directories, executables, host lists
 * @param playbookDirectory whose group_vars and host_vars count too, null without a playbook
 * @param vaultPasswordFiles the values of {@code --vault-password-file} and {@code --vault-id}:
 *     {@code FILE} or {@code ID@FILE}; an executable file prints the password
 * @param secrets filled with every decrypted value and every password found
 * @param environment of inventory scripts
 */
public record InventoryRequest(
    List<String> sources,
    @Nullable Path playbookDirectory,
    List<String> vaultPasswordFiles,
    Secrets secrets,
    Map<String, String> environment) {

  public InventoryRequest {
    sources = List.copyOf(sources);
    vaultPasswordFiles = List.copyOf(vaultPasswordFiles);
    environment = Map.copyOf(environment);
  }

  /** A request for some sources, without a playbook and without vaults. */
  public static InventoryRequest of(String... sources) {
    return new InventoryRequest(List.of(sources), null, List.of(), new Secrets(), System.getenv());
  }
}
