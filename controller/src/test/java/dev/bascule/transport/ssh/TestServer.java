package dev.bascule.transport.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.ProcessShellFactory;

/**
 * An SSH server in this process: runs commands with {@code /bin/sh -c}, takes the keys and the
 * password a test gives it. Tests change what {@link #server} offers before they call start.
 */
final class TestServer implements AutoCloseable {
  final SshServer server = SshServer.setUpDefaultServer();
  private final List<KeyPair> hostKeys;

  TestServer(KeyPair... hostKeys) {
    this.hostKeys = List.of(hostKeys);
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(this.hostKeys));
    server.setPasswordAuthenticator((user, password, session) -> false);
    server.setPublickeyAuthenticator((user, key, session) -> false);
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.setCommandFactory(
        (channel, command) ->
            new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel));
  }

  TestServer accepting(KeyPair user) {
    server.setPublickeyAuthenticator((name, key, session) -> key.equals(user.getPublic()));
    return this;
  }

  TestServer start() throws IOException {
    server.start();
    return this;
  }

  int port() {
    return server.getPort();
  }

  /** The lines of known_hosts for this server under a name. */
  String knownHosts(String name) {
    StringBuilder lines = new StringBuilder();
    for (KeyPair key : hostKeys) {
      lines.append(name).append(' ').append(PublicKeyEntry.toString(key.getPublic())).append('\n');
    }
    return lines.toString();
  }

  /** A known_hosts file that trusts this server on its port. */
  Path knownHostsFile(Path directory) throws IOException {
    Path file = directory.resolve("known_hosts_" + port());
    return Files.writeString(file, knownHosts("[127.0.0.1]:" + port()));
  }

  static KeyPair ed25519() {
    try {
      return SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA).generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static KeyPair ecdsa(int bits) {
    return generate("EC", "secp" + bits + "r1");
  }

  static KeyPair rsa() {
    return generate("RSA", null);
  }

  private static KeyPair generate(String algorithm, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (curve != null) {
        generator.initialize(new ECGenParameterSpec(curve));
      } else if (algorithm.equals("RSA")) {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    server.close(true).addListener(closed -> {});
  }
}
