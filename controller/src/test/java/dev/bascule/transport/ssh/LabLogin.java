package dev.bascule.transport.ssh;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.List;

/** How tests log in on the first lab node. */
record LabLogin(Lab lab) {

  LabNode node() {
    return lab.node(1);
  }

  NodeName name() {
    return new NodeName(node().name());
  }

  String address() {
    return node().address() + ":22";
  }

  SshTransport transport() {
    return SshTransport.open(options());
  }

  SshOptions options() {
    return SshOptions.ofUser()
        .withKnownHosts(List.of(lab.knownHosts()))
        .withAgentSocket(null)
        .withSshConfig(false);
  }

  ConnectionSettings settings(String user, Become become) {
    return new ConnectionSettings(
        node().address(),
        null,
        user,
        null,
        lab.key().toString(),
        null,
        null,
        List.of(),
        true,
        Duration.ofSeconds(5),
        become,
        false);
  }

  /** The same login with other secrets and another way. */
  static ConnectionSettings with(
      ConnectionSettings settings,
      String keyFile,
      String passphrase,
      String password,
      List<String> jumps) {
    return new ConnectionSettings(
        settings.host(),
        settings.port(),
        settings.user(),
        password,
        keyFile,
        passphrase,
        jumps,
        settings.options(),
        true,
        settings.connectTimeout(),
        settings.become(),
        false);
  }
}
