package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decrypts ansible-vault texts with the passwords at hand. */
final class Vault {
  private final List<VaultPassword> passwords;
  private final boolean wanted;
  private final Map<VaultKeys.Source, VaultKeys> keys = new HashMap<>();

  /**
   * A vault.
   *
   * @param wanted whether the user named any password file, readable or not
   */
  Vault(List<VaultPassword> passwords, boolean wanted) {
    this.passwords = List.copyOf(passwords);
    this.wanted = wanted;
  }

  /** Whether a text is encrypted. */
  static boolean isEncrypted(String text) {
    return text.startsWith(VaultText.HEADER);
  }

  /** The decrypted text; nothing, with a problem, where that fails. */
  Optional<String> decrypt(String encrypted, Position at, Problems problems) {
    Optional<VaultText> text = VaultText.parse(encrypted, at, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (passwords.isEmpty()) {
      if (!wanted) {
        problems.add(
            ProblemCode.VAULT_PASSWORD,
            at,
            "this is encrypted, and no vault password is given",
            "add --vault-password-file FILE");
      }
      return Optional.empty();
    }
    Optional<String> plain =
        candidates(text.get().id())
            .flatMap(password -> text.get().open(keys(text.get(), password)).stream())
            .findFirst();
    if (plain.isEmpty()) {
      problems.add(
          ProblemCode.VAULT_PASSWORD,
          at,
          refused(text.get().id()),
          "add the right one: --vault-password-file FILE");
    }
    return plain;
  }

  // The id is a hint, as with Ansible: its password first, then the others.
  private Stream<VaultPassword> candidates(String id) {
    return Stream.concat(
        passwords.stream().filter(password -> password.id().equals(id)),
        passwords.stream().filter(password -> !password.id().equals(id)));
  }

  private VaultKeys keys(VaultText text, VaultPassword password) {
    return keys.computeIfAbsent(
        new VaultKeys.Source(password.password(), text.saltHex()), VaultKeys::derive);
  }

  private String refused(String id) {
    String ids =
        passwords.stream().map(VaultPassword::id).distinct().collect(Collectors.joining(", "));
    String label = id.isEmpty() ? "" : " (it is labelled '" + id + "')";
    return "no vault password given opens this" + label + "; tried: " + ids;
  }
}
