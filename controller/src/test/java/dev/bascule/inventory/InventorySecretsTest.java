package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventorySecretsTest {
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets();

  @TempDir Path directory;

  private Value variable(Inventory inventory, String host, String name) {
    return inventory.host(new NodeName(host)).orElseThrow().vars().get(name);
  }

  @Test
  void decrypted_values_are_secrets_of_this_run() {
    Inventory inventory = InventoryCase.named("golden/vaulted").load(secrets, problems);
    assertThat(problems.all()).isEmpty();
    assertThat(variable(inventory, "h1", "api_key")).isEqualTo(new Value.Secret("inline secret"));
    assertThat(variable(inventory, "h1", "db_password")).isEqualTo(new Value.Secret("staple-9000"));
    assertThat(variable(inventory, "h2", "token")).isEqualTo(new Value.Secret("plain-for-now"));
    assertThat(variable(inventory, "h1", "port")).isEqualTo(new Value.Secret("2222"));
    assertThat(variable(inventory, "h1", "flag")).isEqualTo(new Value.Bool(true));
    assertThat(secrets.mask("inline secret, staple-9000, s3cr3t-key, correct horse"))
        .isEqualTo("********, ********, ********, ********");
  }

  @Test
  void a_program_may_print_the_vault_password() throws IOException {
    Path program = directory.resolve("pass-client.sh");
    Files.writeString(program, "#!/bin/sh\n[ \"$2\" = lab ] && echo correct horse\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    String source =
        InventoryCase.named("golden/vaulted").directory().resolve("hosts.yml").toString();
    InventoryRequest request =
        new InventoryRequest(
            List.of(source), null, List.of("lab@" + program), secrets, System.getenv());
    Inventory inventory = InventoryLoader.load(request, problems);
    assertThat(variable(inventory, "h1", "api_key")).isEqualTo(new Value.Secret("inline secret"));
  }

  @Test
  void a_secret_does_not_show_in_the_message_about_the_file_that_holds_it() {
    InventoryCase broken = InventoryCase.named("refused/vault-whose-content-is-broken");
    broken.load(secrets, problems);
    assertThat(problems.all()).isNotEmpty();
    assertThat(broken.shown(problems)).doesNotContain("very-secret");
  }

  @Test
  void what_a_script_says_while_it_succeeds_is_a_note_for_the_user() throws IOException {
    Path script = directory.resolve("inv");
    Files.writeString(
        script,
        "#!/bin/sh\necho slow today >&2\necho '{\"g\": [\"h1\"], \"_meta\": {\"hostvars\": {}}}'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Inventory inventory =
        InventoryLoader.load(
            new InventoryRequest(
                List.of(script.toString()), null, List.of(), secrets, Map.of("PATH", "/bin")),
            problems);
    assertThat(problems.all()).isEmpty();
    assertThat(inventory.notes()).containsExactly(script + " --list it said: slow today");
  }

  @Test
  void a_file_of_fifty_megabytes_is_refused_without_being_read() throws IOException {
    Path file = directory.resolve("hosts.yml");
    try (var large = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(50L << 20);
    }
    InventoryLoader.load(InventoryRequest.of(file.toString()), problems);
    assertThat(problems.all().get(0).format().replace(directory + "/", ""))
        .isEqualTo(
            """
            hosts.yml:1:1: error[file-too-large]: this file has 50 MiB; the limit is 16 MiB
              hint: is this the file you meant? split it if it is
            """);
    assertThat(problems.all()).map(Problem::code).hasSize(1);
  }
}
