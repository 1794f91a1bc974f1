package dev.bascule.transport.ssh;

import static dev.bascule.transport.TransportException.Kind.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.transport.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inventory, its options and the user's ssh configuration, merged; with the real ssh -G. */
class SshConfigTest {
  @TempDir Path home;

  @BeforeEach
  void folder() throws Exception {
    Files.createDirectory(home.resolve(".ssh"));
  }

  private SshOptions options() {
    return new SshOptions(
        home,
        "tester",
        List.of(home.resolve(".ssh/known_hosts")),
        null,
        true,
        4,
        Duration.ofSeconds(1),
        1000);
  }

  private Target target(String config, ConnectionSettings settings) throws Exception {
    Files.writeString(home.resolve(".ssh/config"), config);
    return new Targets(options()).of("hn7", settings);
  }

  private static ConnectionSettings settings(
      Integer port, String user, String keyFile, List<String> jumps, String... extra) {
    return new ConnectionSettings(
        "hn7",
        port,
        user,
        null,
        keyFile,
        null,
        jumps,
        List.of(extra),
        true,
        Duration.ofSeconds(10),
        null,
        false);
  }

  private static final String CONFIG =
      """
      Host hn7
        HostName 10.0.0.7
        Port 2222
        User ops
        IdentityFile ~/.ssh/special
        IdentitiesOnly yes
        ProxyJump gate.example,inner.example:2200
        ServerAliveInterval 7
      """;

  @Test
  void what_the_inventory_leaves_open_comes_from_the_ssh_configuration() throws Exception {
    Target target = target(CONFIG, ConnectionSettings.of("hn7"));
    assertThat(target.endpoint()).isEqualTo(new Endpoint("hn7", "10.0.0.7", 2222));
    assertThat(target.user()).isEqualTo("ops");
    assertThat(target.identitiesOnly()).isTrue();
    assertThat(target.jumps()).containsExactly("gate.example", "inner.example:2200");
    assertThat(target.hostKeyName()).isEqualTo("[10.0.0.7]:2222");
    assertThat(target.aliveInterval()).isEqualTo(Duration.ofSeconds(7));
    assertThat(target.keyFiles().get(0).toString()).endsWith("/.ssh/special");
  }

  @Test
  void the_inventory_wins_over_its_options_and_these_over_the_configuration() throws Exception {
    Target target = target(CONFIG, settings(22, null, "/k", List.of(), "Port=23", "User=deploy"));
    assertThat(target.endpoint().port()).isEqualTo(22);
    assertThat(target.user()).isEqualTo("deploy");
    assertThat(target.keyFiles()).containsExactly(Path.of("/k"));
    assertThat(target.jumps()).isEmpty();
  }

  @Test
  void nothing_said_means_the_defaults_of_ssh() throws Exception {
    Target target = target("# nothing\nHost *\n  SendEnv LANG\n", ConnectionSettings.of("hn7"));
    assertThat(target.endpoint()).isEqualTo(new Endpoint("hn7", "hn7", 22));
    assertThat(target.user()).isEqualTo("tester");
    assertThat(target.keyFiles())
        .containsExactly(
            home.resolve(".ssh/id_ed25519"),
            home.resolve(".ssh/id_ecdsa"),
            home.resolve(".ssh/id_rsa"));
    assertThat(target.knownHosts()).containsExactly(home.resolve(".ssh/known_hosts"));
  }

  @Test
  void known_hosts_files_can_be_named_in_an_option() throws Exception {
    Target target = target("", settings(null, null, null, null, "UserKnownHostsFile=~/kh /other"));
    assertThat(target.knownHosts())
        .containsExactly(
            home.resolve("kh"),
            Path.of("/other"),
            Path.of("/etc/ssh/ssh_known_hosts"),
            Path.of("/etc/ssh/ssh_known_hosts2"));
  }

  @Test
  void a_proxy_command_of_the_configuration_is_refused_by_name() {
    TransportException failure =
        catchThrowableOfType(
            TransportException.class,
            () -> target("Host hn7\n ProxyCommand nc %h %p\n", ConnectionSettings.of("hn7")));
    assertThat(failure.kind()).isEqualTo(SETTINGS);
    assertThat(failure)
        .hasMessage(
            "the ssh configuration reaches hn7 by ProxyCommand, which is not honoured: nc %h %p");
  }

  @Test
  void a_broken_configuration_is_a_failure_and_not_ignored() {
    TransportException failure =
        catchThrowableOfType(
            TransportException.class,
            () -> target("Host hn7\n Prot 22\n", ConnectionSettings.of("hn7")));
    assertThat(failure.kind()).isEqualTo(SETTINGS);
    assertThat(failure)
        .hasMessageStartingWith("the ssh configuration cannot be asked about hn7 (ssh -G): ")
        .hasMessageContaining("line 2: Bad configuration option: prot");
  }

  @Test
  void ssh_is_asked_only_when_a_file_says_something_that_concerns_us() throws Exception {
    assertThat(concerns("")).isFalse();
    assertThat(concerns("Host *\n  SendEnv LANG LC_*\n  HashKnownHosts yes\n")).isFalse();
    assertThat(concerns("Host hn7\n  Port 2222\n")).isTrue();
    assertThat(concerns("Port=2222\n")).isTrue();
    assertThat(concerns("Match exec true\n")).isTrue();
    assertThat(concerns("Include conf.d/*\n")).isFalse();
    Files.createDirectory(home.resolve(".ssh/conf.d"));
    Files.writeString(home.resolve(".ssh/conf.d/a"), "Include ../more\n");
    assertThat(concerns("Include conf.d/*\n")).isFalse();
    Files.writeString(home.resolve(".ssh/conf.d/b"), "User x\n");
    assertThat(concerns("Include conf.d/*\n")).isTrue();
  }

  private boolean concerns(String config) throws Exception {
    Files.writeString(home.resolve(".ssh/config"), config);
    return ConfigScan.ofUser(home).concernsUs();
  }

  @Test
  void jump_hosts_are_written_as_ssh_writes_them() throws Exception {
    assertThat(Hop.parse("gate")).isEqualTo(new Hop(null, "gate", null));
    assertThat(Hop.parse("ops@gate:2222")).isEqualTo(new Hop("ops", "gate", 2222));
    assertThat(Hop.parse("[fe80::1]:22")).isEqualTo(new Hop(null, "fe80::1", 22));
    for (String bad : List.of("", "-oProxyCommand=x", "a b", "gate:0", "gate:99999")) {
      assertThat(catchThrowableOfType(TransportException.class, () -> Hop.parse(bad)))
          .hasMessage("not a jump host: " + bad);
    }
  }
}
