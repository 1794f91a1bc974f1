package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Merges what the inventory says with ssh's defaults. */
final class Targets {
  private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private Targets() {}

  static Target resolve(NodeName node, ConnectionSettings settings, SshOptions options) {
    int port = settings.port() == null ? 22 : settings.port();
    Path ssh = options.home().resolve(".ssh");
    String file = settings.keyFile();
    return new Target(
        new Endpoint(node.text(), settings.host(), port),
        settings.user() == null ? options.userName() : settings.user(),
        settings.password(),
        file == null ? DEFAULT_KEYS.stream().map(ssh::resolve).toList() : List.of(Path.of(file)),
        file != null,
        settings.keyPassphrase(),
        false,
        options.agentSocket(),
        settings.jumps() == null ? List.of() : settings.jumps(),
        options.knownHosts(),
        KnownHosts.lookupName(settings.host(), port),
        settings.connectTimeout(),
        Duration.ofSeconds(15),
        3);
  }
}
