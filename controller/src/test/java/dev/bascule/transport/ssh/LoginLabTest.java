package dev.bascule.transport.ssh;

import static dev.bascule.transport.TransportException.Kind.AUTH_FAILED;
import static dev.bascule.transport.TransportException.Kind.JUMP_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.transport.Connection;
import dev.bascule.transport.CountingProxy;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins against OpenSSH's own server. */
@LabTest(nodes = 2)
class LoginLabTest {
  private static final Script FROM = new Script("probe", "echo ${SSH_CONNECTION%% *}; hostname\n");
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private final Lab lab;
  private final LabLogin login;
  @TempDir Path directory;

  LoginLabTest(Lab lab) {
    this.lab = lab;
    this.login = new LabLogin(lab);
  }

  private ScriptResult run(SshOptions options, ConnectionSettings settings) throws Exception {
    try (SshTransport transport = SshTransport.open(options);
        Connection connection = transport.connect(login.name(), settings)) {
      return connection.run(FROM, LIMIT);
    }
  }

  private void authorize(String key) {
    login.node().shell("cat >> /root/.ssh/authorized_keys <<'E'\n" + TestKeys.line(key) + "\nE\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ed25519",
        "ecdsa-256",
        "ecdsa-384",
        "ecdsa-521",
        "rsa",
        "ed25519-encrypted",
        "ecdsa-encrypted",
        "rsa-encrypted",
        "rsa-pem-encrypted"
      })
  void every_type_of_key(String key) throws Exception {
    authorize(key);
    String file = TestKeys.copy(key, directory).toString();
    ConnectionSettings settings =
        LabLogin.with(login.settings("root", null), file, TestKeys.PASSPHRASE, null, null);
    assertThat(run(login.options(), settings).stdout()).endsWith("hn-1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa"})
  void every_type_of_host_key_when_only_that_one_is_known(String type) throws Exception {
    List<String> lines =
        Files.readAllLines(lab.knownHosts()).stream().filter(line -> line.contains(type)).toList();
    if (lines.isEmpty()) {
      lines = hostKeys(type);
    }
    Path only = Files.write(directory.resolve("known_hosts"), lines);
    SshOptions options = login.options().withKnownHosts(List.of(only));
    assertThat(run(options, login.settings("root", null)).exit()).isZero();
  }

  private List<String> hostKeys(String type) {
    String name = type.replace("ssh-", "").replace("-sha2-nistp256", "");
    String file = "/etc/ssh/ssh_host_" + name + "_key";
    login.node().shell("[ -e " + file + " ] || ssh-keygen -q -t " + name + " -N '' -f " + file);
    return List.of(login.node().address() + " " + login.node().exec("cat", file + ".pub").strip());
  }

  @Test
  void a_password() throws Exception {
    ConnectionSettings settings =
        LabLogin.with(login.settings("root", null), null, null, "lab-root", null);
    assertThat(run(login.options().withHome(directory), settings).stdout()).endsWith("hn-1\n");
  }

  @Test
  void a_key_from_the_agent() throws Exception {
    for (String key : List.of("ed25519", "ecdsa-256", "rsa")) {
      authorize(key);
      try (TestAgent agent = TestAgent.start(directory.resolve(key + ".sock"))) {
        agent.add(TestKeys.copy(key, directory));
        SshOptions options = login.options().withHome(directory).withAgentSocket(agent.socket());
        ConnectionSettings settings =
            LabLogin.with(login.settings("root", null), null, null, null, null);
        assertThat(run(options, settings).stdout()).endsWith("hn-1\n");
      }
    }
  }

  @Test
  void refused_keys_and_passwords_are_all_named() throws Exception {
    Path key = TestKeys.copy("ecdsa-pem", directory);
    ConnectionSettings settings =
        LabLogin.with(login.settings("root", null), key.toString(), null, "wrong", null);
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> run(login.options().withHome(directory), settings));
    assertThat(failure.kind()).isEqualTo(AUTH_FAILED);
    assertThat(failure)
        .hasMessage(
            "login as root on "
                + login.address()
                + " refused\n  tried: key file ~/ecdsa-pem"
                + " (ecdsa-sha2-nistp256 "
                + TestKeys.fingerprint("ecdsa-pem")
                + ")\n"
                + "  tried: password\n  the server takes: publickey, password");
  }

  @Test
  void through_a_jump_host() throws Exception {
    ConnectionSettings settings =
        LabLogin.with(
            login.settings("root", null),
            lab.key().toString(),
            null,
            null,
            List.of("deploy@" + lab.node(2).address()));
    assertThat(run(login.options(), settings).stdout())
        .isEqualTo(lab.node(2).address() + "\nhn-1\n");
  }

  @Test
  void many_nodes_share_one_connection_to_the_jump_host() throws Exception {
    try (CountingProxy proxy = CountingProxy.to(lab.node(2).address(), 22);
        SshTransport transport =
            SshTransport.open(login.options().withBastionLimit(2, Duration.ofSeconds(5)))) {
      ConnectionSettings settings = behind(proxy);
      List<Connection> open = new ArrayList<>();
      open.add(transport.connect(login.name(), settings));
      open.add(transport.connect(login.name(), settings));
      assertThat(open.get(1).run(FROM, LIMIT).stdout()).endsWith("hn-1\n");
      open.remove(0).close();
      open.add(transport.connect(login.name(), settings));
      assertThat(open.get(1).run(FROM, LIMIT).stdout()).endsWith("hn-1\n");
      open.forEach(Connection::close);
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  private ConnectionSettings behind(CountingProxy proxy) {
    return new ConnectionSettings(
        login.node().address(),
        null,
        "root",
        null,
        lab.key().toString(),
        null,
        List.of("root@127.0.0.1:" + proxy.port()),
        List.of("HostKeyAlias=hn-1", "UserKnownHostsFile=" + jumpHosts(proxy)),
        true,
        Duration.ofSeconds(5),
        null,
        false);
  }

  private Path jumpHosts(CountingProxy proxy) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(lab.knownHosts()));
      for (String line : List.copyOf(lines)) {
        if (line.startsWith("hn-2,")) {
          lines.add("[127.0.0.1]:" + proxy.port() + line.substring(line.indexOf(' ')));
        }
      }
      return Files.write(directory.resolve("jump_hosts"), lines);
    } catch (java.io.IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Test
  void a_full_jump_host_is_told() throws Exception {
    SshOptions options = login.options().withBastionLimit(1, Duration.ofMillis(200));
    ConnectionSettings settings =
        LabLogin.with(
            login.settings("root", null),
            lab.key().toString(),
            null,
            null,
            List.of("root@" + lab.node(2).address()));
    try (SshTransport transport = SshTransport.open(options);
        Connection first = transport.connect(login.name(), settings)) {
      assertThat(first).isNotNull();
      TransportException failure =
          catchThrowableOfType(
              TransportException.class, () -> transport.connect(login.name(), settings));
      assertThat(failure.kind()).isEqualTo(JUMP_FAILED);
      assertThat(failure)
          .hasMessage(
              "jump host root@"
                  + lab.node(2).address()
                  + ": no free place within 0.2 s (1 connections at a time)");
    }
  }

  @Test
  void a_jump_host_that_cannot_reach_the_node_is_told() {
    ConnectionSettings settings =
        LabLogin.with(
            login.settings("root", null),
            lab.key().toString(),
            null,
            null,
            List.of("root@" + lab.node(2).address()));
    ConnectionSettings closed =
        new ConnectionSettings(
            settings.host(),
            2,
            "root",
            null,
            settings.keyFile(),
            null,
            settings.jumps(),
            List.of(),
            true,
            Duration.ofSeconds(5),
            null,
            false);
    TransportException failure =
        catchThrowableOfType(TransportException.class, () -> run(login.options(), closed));
    assertThat(failure.kind()).isEqualTo(JUMP_FAILED);
    assertThat(failure)
        .hasMessageContaining("it cannot reach " + login.node().address() + ":2: ")
        .hasMessageContaining("Connection refused");
  }

  @Test
  void the_ssh_configuration_is_asked_where_the_inventory_is_silent() throws Exception {
    Path home = Files.createDirectories(directory.resolve("home/.ssh")).getParent();
    Files.writeString(
        home.resolve(".ssh/config"),
        "Host uplink\n  HostName "
            + login.node().address()
            + "\n  User deploy\n  IdentityFile "
            + lab.key()
            + "\n  UserKnownHostsFile "
            + lab.knownHosts()
            + "\n  ProxyJump ops@"
            + lab.node(2).address()
            + "\nHost 10.66.*\n  IdentityFile "
            + lab.key()
            + "\n  UserKnownHostsFile "
            + lab.knownHosts()
            + "\n");
    SshOptions options = login.options().withHome(home).withSshConfig(true);
    ScriptResult result = run(options, ConnectionSettings.of("uplink"));
    assertThat(result.stdout()).isEqualTo(lab.node(2).address() + "\nhn-1\n");
  }

  @Test
  void an_in_sync_node_stays_within_the_wire_budget() throws Exception {
    try (CountingProxy proxy = CountingProxy.to(login.node().address(), 22)) {
      Path known = jumpHostsAs(proxy.port());
      ConnectionSettings settings =
          new ConnectionSettings(
              "127.0.0.1",
              proxy.port(),
              "root",
              null,
              lab.key().toString(),
              null,
              null,
              List.of("UserKnownHostsFile=" + known),
              true,
              Duration.ofSeconds(5),
              null,
              false);
      Script probe = new Script("probe", "# " + "x".repeat(4000) + "\nls -lR /etc\n");
      try (SshTransport transport = SshTransport.open(login.options());
          Connection connection = transport.connect(login.name(), settings)) {
        connection.run(probe, LIMIT);
      }
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.flights()).isLessThanOrEqualTo(11);
      assertThat(proxy.bytesSent()).isLessThan(6 << 10);
    }
  }

  private Path jumpHostsAs(int port) throws Exception {
    List<String> lines =
        Files.readAllLines(lab.knownHosts()).stream()
            .filter(line -> line.startsWith("hn-1,"))
            .map(line -> "[127.0.0.1]:" + port + line.substring(line.indexOf(' ')))
            .toList();
    return Files.write(directory.resolve("proxied"), lines);
  }

  private ScriptResult runText(String text, Duration limit) throws Exception {
    try (SshTransport transport = login.transport();
        Connection connection = transport.connect(login.name(), login.settings("root", null))) {
      return connection.run(new Script("probe", text), limit);
    }
  }

  @Test
  void a_script_that_ends_before_it_was_read_counts() throws Exception {
    ScriptResult result = runText("echo early; exit 4\n" + "# filler\n".repeat(500_000), LIMIT);
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.stdout()).isEqualTo("early\n");
  }

  @Test
  void a_script_that_a_signal_ended_has_no_exit() throws Exception {
    assertThat(runText("kill -KILL $$\n", LIMIT)).isEqualTo(new ScriptResult(null, "KILL", "", ""));
  }

  @Test
  void a_node_that_falls_silent_under_a_script_is_lost_before_the_deadline() {
    ConnectionSettings settings =
        new ConnectionSettings(
            login.node().address(),
            null,
            "root",
            null,
            lab.key().toString(),
            null,
            null,
            List.of("ServerAliveInterval=1", "ServerAliveCountMax=2"),
            true,
            Duration.ofSeconds(5),
            null,
            false);
    try (SshTransport transport = login.transport()) {
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () -> {
                try (Connection connection = transport.connect(login.name(), settings)) {
                  login.node().cut();
                  connection.run(new Script("probe", "sleep 30\n"), Duration.ofSeconds(30));
                }
              });
      assertThat(failure).hasMessageContaining("broke while probe ran");
      assertThat(failure.kind()).isEqualTo(TransportException.Kind.LOST);
    } finally {
      login.node().heal();
    }
  }

  @Test
  void a_script_whose_child_keeps_the_output_open_is_told_apart() {
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> runText("sleep 6 &\nexit 0\n", Duration.ofSeconds(2)));
    assertThat(failure.kind()).isEqualTo(TransportException.Kind.DEADLINE);
    assertThat(failure).hasMessageContaining("something it started keeps its output open");
  }
}
