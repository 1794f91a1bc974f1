package dev.bascule.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Elsewhere;
import dev.bascule.model.NodeName;
import dev.bascule.transport.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A further session with a node at another address: R13 and R15. */
class ElsewhereTest {
  private static final NodeName NODE = new NodeName("hn7");
  @TempDir Path folder;

  @Test
  void a_node_is_found_at_another_address_by_the_key_that_is_known_under_its_name()
      throws Exception {
    KeyPair key = TestServer.ecdsa(256);
    try (TestServer server = new TestServer(key).start()) {
      Path known = known(server.knownHosts("[hn7.invalid]:" + server.port()));
      // Its own name leads nowhere any more.
      assertThat(failure(known, server.port(), null).kind())
          .isEqualTo(TransportException.Kind.UNKNOWN_HOST);
      TransportException failure = failure(known, server.port(), "127.0.0.1");
      // The host key was accepted: what fails is the login, for want of a key.
      assertThat(failure.kind()).isEqualTo(TransportException.Kind.AUTH_FAILED);
    }
  }

  @Test
  void another_machine_at_that_address_is_not_the_node() throws Exception {
    KeyPair known = TestServer.ecdsa(256);
    try (TestServer node = new TestServer(known);
        TestServer impostor = new TestServer(TestServer.ecdsa(256)).start()) {
      Path file = known(node.knownHosts("[hn7.invalid]:" + impostor.port()));
      assertThat(failure(file, impostor.port(), "127.0.0.1").kind())
          .isEqualTo(TransportException.Kind.HOST_KEY_CHANGED);
    }
  }

  @Test
  void a_login_that_has_to_be_done_within_the_limit_is_cut_there() throws Exception {
    KeyPair key = TestServer.ecdsa(256);
    CountDownLatch over = new CountDownLatch(1);
    try (TestServer server = new TestServer(key)) {
      // As PAM does while a directory does not answer.
      server.server.setPasswordAuthenticator(
          (user, password, session) -> {
            try {
              return !over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              return false;
            }
          });
      server.start();
      Path known = known(server.knownHosts("[hn7.invalid]:" + server.port()));
      Elsewhere briefly = new Elsewhere("127.0.0.1", Duration.ofSeconds(2), true);
      TransportException failure = failure(known, server.port(), "word", briefly);
      assertThat(failure.kind()).isEqualTo(TransportException.Kind.TIMED_OUT);
      assertThat(failure).hasMessageEndingWith("did not answer the login of root within 2 s");
    } finally {
      over.countDown();
    }
  }

  private Path known(String line) throws Exception {
    return Files.writeString(folder.resolve("known"), line);
  }

  private TransportException failure(Path known, int port, String address) {
    return failure(known, port, null, new Elsewhere(address, Duration.ofSeconds(5)));
  }

  private TransportException failure(Path known, int port, String password, Elsewhere place) {
    SshOptions options =
        SshOptions.ofUser()
            .withHome(folder)
            .withAgentSocket(null)
            .withSshConfig(false)
            .withKnownHosts(List.of(known));
    ConnectionSettings settings =
        new ConnectionSettings(
                "hn7.invalid",
                port,
                "root",
                password,
                null,
                null,
                null,
                List.of(),
                true,
                Duration.ofSeconds(10),
                null,
                false)
            .lookingAt(place);
    try (SshTransport transport = SshTransport.open(options)) {
      return catchThrowableOfType(
          TransportException.class, () -> transport.connect(NODE, settings));
    }
  }
}
