package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;

/** A transport and the settings to reach one test server; each {@code with} changes one thing. */
final class Fixture implements AutoCloseable {
  private final TestServer server;
  private final Path directory;
  SshOptions options;
  private int port;
  private String keyFile;
  private String passphrase;
  private String password;
  private List<String> jumps;
  private List<String> extra = List.of();
  private Become become;
  private Duration timeout = Duration.ofSeconds(10);
  private SshTransport transport;

  private Fixture(TestServer server, Path directory) throws IOException {
    this.server = server;
    this.directory = directory;
    this.port = server.port();
    this.options =
        new SshOptions(
            directory,
            "tester",
            List.of(server.knownHostsFile(directory)),
            null,
            false,
            4,
            Duration.ofSeconds(5),
            1 << 20);
  }

  /** The server accepts the key that is used, and its host key is known. */
  static Fixture on(TestServer server, Path directory) throws IOException {
    return new Fixture(server, directory).withKey("ed25519");
  }

  Fixture withKey(String name) {
    PublicKey accepted = TestKeys.publicKey(name);
    server.server.setPublickeyAuthenticator((user, key, session) -> key.equals(accepted));
    passphrase = name.endsWith("-encrypted") ? TestKeys.PASSPHRASE : null;
    keyFile = TestKeys.copy(name, directory).toString();
    return this;
  }

  Fixture withKeyFile(Path file, String phrase) {
    keyFile = file == null ? null : file.toString();
    passphrase = phrase;
    return this;
  }

  Fixture withPassword(String secret) {
    password = secret;
    return this;
  }

  Fixture withJumps(String... hops) {
    jumps = List.of(hops);
    return this;
  }

  Fixture withOptions(String... names) {
    extra = List.of(names);
    return this;
  }

  Fixture withTimeout(Duration limit) {
    timeout = limit;
    return this;
  }

  Fixture becoming(Become who) {
    become = who;
    return this;
  }

  /** Goes to another port, which known_hosts knows by the same key. */
  Fixture via(int other) throws IOException {
    port = other;
    Path file = directory.resolve("known_hosts_" + other);
    Files.writeString(file, server.knownHosts("[127.0.0.1]:" + other));
    return withKnownHosts(file);
  }

  Fixture withKnownHosts(Path... files) {
    options = options.withKnownHosts(List.of(files));
    return this;
  }

  ConnectionSettings settings() {
    return new ConnectionSettings(
        "127.0.0.1",
        port,
        "root",
        password,
        keyFile,
        passphrase,
        jumps,
        extra,
        true,
        timeout,
        become,
        false);
  }

  Connection connect() throws TransportException {
    if (transport == null) {
      transport = SshTransport.open(options);
    }
    return transport.connect(new NodeName("hn7"), settings());
  }

  @Override
  public void close() {
    if (transport != null) {
      transport.close();
    }
  }
}
