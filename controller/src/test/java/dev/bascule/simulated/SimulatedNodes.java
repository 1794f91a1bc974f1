package dev.bascule.simulated;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;

/**
 * An SSH server that is as many nodes as its machine has addresses. Each answers the probe that was
 * recorded, and no other, with the answer that was recorded. Takes every key: to be run in a
 * network namespace that has nothing but a loopback interface.
 */
public final class SimulatedNodes {
  private SimulatedNodes() {}

  /**
   * Serves until it is killed.
   *
   * @param arguments the port; a folder with {@code probe.sh}, {@code in-sync.answer} and {@code
   *     drifted.answer}, into which the host key goes as {@code host-key.pub} when it serves; the
   *     milliseconds that a request takes; how many nodes there are to one that has drifted, 0 for
   *     none that has
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    var key = SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA).generateKeyPair();
    var answers =
        new RecordedAnswers(
            Files.readAllBytes(folder.resolve("probe.sh")),
            Files.readAllBytes(folder.resolve("in-sync.answer")),
            Files.readAllBytes(folder.resolve("drifted.answer")),
            Integer.parseInt(arguments[3]));
    Duration latency = Duration.ofMillis(Long.parseLong(arguments[2]));
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("0.0.0.0");
    server.setPort(Integer.parseInt(arguments[0]));
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPublickeyAuthenticator((user, offered, session) -> true);
    server.setCommandFactory((channel, command) -> new AnsweringCommand(answers, latency));
    server.start();
    Path ready = folder.resolve("host-key.new");
    Files.writeString(ready, PublicKeyEntry.toString(key.getPublic()) + "\n");
    Files.move(ready, folder.resolve("host-key.pub"));
    Thread.currentThread().join();
  }
}
