package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.SourceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vault's password.
 *
 * @param id {@code default}, or the label before the {@code @}
 */
record VaultPassword(String id, String password) {

  /** Reads all files; a file that cannot be read is a problem. */
  static List<VaultPassword> readAll(
      List<String> files, Map<String, String> environment, Secrets secrets, Problems problems) {
    List<VaultPassword> passwords = new ArrayList<>();
    for (String file : files) {
      read(file, environment, problems)
          .ifPresent(
              found -> {
                secrets.add(found.password());
                passwords.add(found);
              });
    }
    return passwords;
  }

  private static Optional<VaultPassword> read(
      String spec, Map<String, String> environment, Problems problems) {
    int at = spec.indexOf('@');
    String id = at > 0 ? spec.substring(0, at) : "default";
    Path path = Path.of(spec.substring(at + 1));
    Optional<String> text =
        Files.isRegularFile(path) && Files.isExecutable(path)
            ? printed(path, id, environment, problems)
            : unlisted(path, problems);
    Optional<String> password = text.map(String::strip);
    if (password.isPresent() && password.get().isEmpty()) {
      problems.add(
          ProblemCode.VAULT_PASSWORD,
          InventorySources.at(path),
          "this vault password file is empty",
          "write the password into it, or name another file");
      return Optional.empty();
    }
    return password.map(found -> new VaultPassword(id, found));
  }

  // A password's hash could be guessed, so its file is not among those that were read.
  private static Optional<String> unlisted(Path path, Problems problems) {
    Problems own = new Problems();
    Optional<SourceFile> file = SourceReader.read(path, own);
    own.all().forEach(problems::add);
    return file.map(SourceFile::text);
  }

  // Ansible hands the id to programs whose name ends in -client.
  private static Optional<String> printed(
      Path path, String id, Map<String, String> environment, Problems problems) {
    boolean client = path.getFileName().toString().replaceFirst("\\..*$", "").endsWith("-client");
    List<String> arguments = client ? List.of("--vault-id", id) : List.of();
    Program.Result result = Program.run(path, arguments, environment);
    if (result.succeeded()) {
      return Optional.of(result.outputText());
    }
    problems.add(
        ProblemCode.VAULT_PASSWORD,
        InventorySources.at(path),
        "this vault password program " + result.failure(),
        result.errorHint());
    return Optional.empty();
  }
}
