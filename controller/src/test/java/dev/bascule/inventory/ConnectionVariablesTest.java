package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.model.Secrets;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.transport.ssh.HonouredOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionVariablesTest {
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets();

  @TempDir Path directory;

  private ConnectionSettings settings(String... variables) throws IOException {
    String body =
        Arrays.stream(variables).map(v -> "        " + v + "\n").collect(Collectors.joining());
    Path file = directory.resolve("hosts.yml");
    Files.writeString(file, "all:\n  hosts:\n      hn1:\n" + body);
    Inventory inventory =
        InventoryLoader.load(
            new InventoryRequest(List.of(file.toString()), null, List.of(), secrets, Map.of()),
            problems);
    return inventory.settings(inventory.hosts().get(0), problems);
  }

  private String shown() {
    return problems.all().stream()
        .map(Problem::format)
        .collect(Collectors.joining())
        .replace(directory + "/", "");
  }

  @Test
  void without_variables_everything_is_left_to_ssh() throws IOException {
    assertThat(settings()).isEqualTo(ConnectionSettings.of("hn1"));
  }

  @Test
  void each_variable_has_its_place() throws IOException {
    ConnectionSettings settings =
        settings(
            "ansible_host: 192.0.2.1",
            "ansible_port: 2222",
            "ansible_user: admin",
            "ansible_password: open-sesame",
            "ansible_ssh_private_key_file: ~/.ssh/fleet",
            "ansible_private_key_passphrase: more-sesame",
            "ansible_ssh_timeout: 30",
            "ansible_host_key_checking: no",
            "ansible_become: yes",
            "ansible_become_user: operator",
            "ansible_become_password: even-more");
    assertThat(problems.all()).isEmpty();
    assertThat(settings)
        .isEqualTo(
            new ConnectionSettings(
                "192.0.2.1",
                2222,
                "admin",
                "open-sesame",
                "~/.ssh/fleet",
                "more-sesame",
                null,
                List.of(),
                false,
                Duration.ofSeconds(30),
                new Become(Become.Method.SUDO, "operator", "even-more"),
                false));
    assertThat(secrets.mask("open-sesame more-sesame even-more"))
        .isEqualTo("******** ******** ********");
  }

  @Test
  void the_old_names_count_too() throws IOException {
    ConnectionSettings settings =
        settings(
            "ansible_ssh_host: 192.0.2.1",
            "ansible_ssh_port: 2222",
            "ansible_ssh_user: admin",
            "ansible_ssh_pass: open-sesame");
    assertThat(settings.host()).isEqualTo("192.0.2.1");
    assertThat(settings.port()).isEqualTo(2222);
    assertThat(settings.user()).isEqualTo("admin");
    assertThat(settings.password()).isEqualTo("open-sesame");
  }

  @Test
  void ssh_arguments_are_taken_apart() throws IOException {
    ConnectionSettings settings =
        settings(
            "ansible_ssh_common_args: >-",
            "  -J jump1,user@jump2:22 -o ConnectTimeout=5 -oport=2200",
            "  -o 'ServerAliveInterval 5' -o ControlMaster=auto -i key -l admin",
            "ansible_ssh_extra_args: -o StrictHostKeyChecking=yes -o Port=1");
    assertThat(problems.all()).isEmpty();
    assertThat(settings.jumps()).containsExactly("jump1", "user@jump2:22");
    assertThat(settings.options()).containsExactly("ConnectTimeout=5", "ServerAliveInterval=5");
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.port()).isEqualTo(2200);
    assertThat(settings.user()).isEqualTo("admin");
    assertThat(settings.keyFile()).isEqualTo("key");
    assertThat(settings.strictHostKeys()).isTrue();
  }

  @Test
  void host_keys_of_anybody_are_never_taken() throws IOException {
    settings("ansible_ssh_common_args: -o StrictHostKeyChecking=accept-new");
    assertThat(shown())
        .isEqualTo(
            """
            hosts.yml:4:34: error[ssh-option]: '-o StrictHostKeyChecking=accept-new' in\
             ansible_ssh_common_args is not honoured: only known host keys are accepted
                      ansible_ssh_common_args: -o StrictHostKeyChecking=accept-new
                                               ^
              hint: leave it out and enroll the nodes once: bascule enroll
            """);
  }

  @Test
  void what_is_honoured_here_is_honoured_by_the_transport_and_no_more() {
    assertThat(Stream.concat(SshArguments.HONOURED.stream(), SshArguments.IGNORED.stream()))
        .allSatisfy(
            name ->
                assertThat(HonouredOptions.refusals(List.of(name + "=1")))
                    .allSatisfy(refusal -> assertThat(refusal.why()).isEqualTo("wants yes or no")));
    assertThat(HonouredOptions.names())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(SshArguments.HONOURED.stream(), SshArguments.IGNORED.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void a_variable_wins_over_an_ssh_argument() throws IOException {
    ConnectionSettings settings =
        settings("ansible_port: 2222", "ansible_ssh_common_args: -p 2200 -o ProxyJump=none");
    assertThat(settings.port()).isEqualTo(2222);
    assertThat(settings.jumps()).isEmpty();
  }

  @Test
  void an_ssh_option_that_is_not_honoured_is_named_and_refused() throws IOException {
    settings("ansible_ssh_common_args: -o ForwardAgent=yes -o ProxyJmp=x -C -o IdentityFile -p");
    assertThat(shown())
        .startsWith(
            """
            hosts.yml:4:34: error[ssh-option]: ssh option 'ForwardAgent' in ansible_ssh_common_args is not honoured by Bascule
                      ansible_ssh_common_args: -o ForwardAgent=yes -o ProxyJmp=x -C -o IdentityFile -p
                                               ^
              hint: honoured: -J, -i, -p, -l and -o with ConnectTimeout, GlobalKnownHostsFile,\
             HostKeyAlias, HostName, IdentitiesOnly, IdentityAgent, IdentityFile,\
             PasswordAuthentication, Port, ProxyJump, PubkeyAuthentication, ServerAliveCountMax,\
             ServerAliveInterval, User, UserKnownHostsFile
            """)
        .contains("ssh option 'ProxyJmp' in ansible_ssh_common_args is not honoured")
        .contains("hint: did you mean 'ProxyJump'?")
        .contains("error[ssh-option]: '-C' in ansible_ssh_common_args is not honoured by Bascule")
        .contains("'-o IdentityFile' in ansible_ssh_common_args has no value")
        .contains("'-p' in ansible_ssh_common_args wants an argument");
  }

  @Test
  void values_that_make_no_sense_are_errors_at_their_place() throws IOException {
    settings(
        "ansible_port: 0",
        "ansible_become: maybe",
        "ansible_connection: winrm",
        "ansible_ssh_timeout: soon",
        "ansible_user: [a]");
    assertThat(shown())
        .isEqualTo(
            """
            hosts.yml:4:23: error[connection-variable]: ansible_port: '0' is not a port
                      ansible_port: 0
                                    ^
              hint: ports are 1 to 65535
            hosts.yml:8:23: error[connection-variable]: ansible_user: it is one value, but this is a list or a mapping
                      ansible_user: [a]
                                    ^
            hosts.yml:7:30: error[connection-variable]: ansible_ssh_timeout: 'soon' is not a number of seconds
                      ansible_ssh_timeout: soon
                                           ^
              hint: write 10
            hosts.yml:5:25: error[connection-variable]: ansible_become: 'maybe' is neither true nor false
                      ansible_become: maybe
                                      ^
              hint: write true or false
            hosts.yml:6:29: error[connection-variable]: ansible_connection: 'winrm' is not a way to a node
                      ansible_connection: winrm
                                          ^
              hint: known: ssh and local
            """);
  }

  @Test
  void su_and_local_are_understood_and_other_ways_to_become_are_not() throws IOException {
    assertThat(settings("ansible_become: 1", "ansible_become_method: su").become())
        .isEqualTo(new Become(Become.Method.SU, "root", null));
    assertThat(settings("ansible_connection: local").local()).isTrue();
    assertThat(problems.all()).isEmpty();
    settings("ansible_become: true", "ansible_become_method: doas");
    assertThat(shown()).contains("'doas' is not a way to become").contains("known: sudo and su");
  }

  @Test
  void an_expression_that_nobody_resolved_is_an_error() throws IOException {
    settings("ansible_host: \"[=address]\"");
    assertThat(shown()).contains("ansible_host: its expression has no value");
  }
}
