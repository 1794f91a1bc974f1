package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all readers of one load share. */
record Reading(
    Problems problems,
    Secrets secrets,
    Vault vault,
    Map<String, String> environment,
    List<String> notes) {

  static Reading of(InventoryRequest request, Problems problems) {
    return of(request.vaultPasswordFiles(), request.secrets(), request.environment(), problems);
  }

  static Reading of(
      List<String> vaultPasswordFiles,
      Secrets secrets,
      Map<String, String> environment,
      Problems problems) {
    List<VaultPassword> passwords =
        VaultPassword.readAll(vaultPasswordFiles, environment, secrets, problems);
    boolean wanted = !vaultPasswordFiles.isEmpty();
    return new Reading(
        problems, secrets, new Vault(passwords, wanted), environment, new ArrayList<>());
  }

  void problem(ProblemCode code, @Nullable Position at, String message, @Nullable String hint) {
    problems.add(code, at, message, hint);
  }

  /** The same reading with problems of its own, to be judged before they are shown. */
  Reading with(Problems own) {
    return new Reading(own, secrets, vault, environment, notes);
  }
}
