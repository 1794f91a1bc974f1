package dev.bascule.transport.ssh;

import static dev.bascule.transport.TransportException.Kind.HOST_KEY_CHANGED;
import static dev.bascule.transport.TransportException.Kind.HOST_KEY_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyTest {
  private final KeyPair key = TestServer.ecdsa(256);
  @TempDir Path directory;

  private TransportException failure(TestServer server, String knownHosts) throws Exception {
    Path file = Files.writeString(directory.resolve("known"), knownHosts);
    try (Fixture fixture = Fixture.on(server, directory).withKnownHosts(file)) {
      return catchThrowableOfType(TransportException.class, fixture::connect);
    }
  }

  private static String shown(KeyPair pair) {
    return WireKey.of(pair.getPublic()).toString();
  }

  @Test
  void an_unknown_key_is_refused_with_its_fingerprint() throws Exception {
    try (TestServer server = new TestServer(key).start()) {
      TransportException failure = failure(server, "other.example ssh-ed25519 AAAA\n");
      assertThat(failure.kind()).isEqualTo(HOST_KEY_UNKNOWN);
      assertThat(failure)
          .hasMessage(
              "the host key of [127.0.0.1]:"
                  + server.port()
                  + " is not known: it shows "
                  + shown(key));
      assertThat(failure.hint())
          .isEqualTo("compare the fingerprint on the node's console, then: bascule enroll hn7");
    }
  }

  @Test
  void a_changed_key_is_refused_with_both_fingerprints_and_the_line() throws Exception {
    KeyPair old = TestServer.ecdsa(256);
    try (TestServer before = new TestServer(old);
        TestServer server = new TestServer(key).start()) {
      TransportException failure =
          failure(server, "# ours\n" + before.knownHosts("[127.0.0.1]:" + server.port()));
      assertThat(failure.kind()).isEqualTo(HOST_KEY_CHANGED);
      assertThat(failure)
          .hasMessage(
              "THE HOST KEY OF [127.0.0.1]:"
                  + server.port()
                  + " HAS CHANGED\n  it shows "
                  + shown(key)
                  + "\n  known is "
                  + shown(old)
                  + "\n  in "
                  + directory.resolve("known")
                  + ":2");
      assertThat(failure.hint())
          .isEqualTo(
              "someone may be listening in, or the node was reinstalled. If you know that it was:"
                  + " remove that line, then: bascule enroll hn7");
    }
  }

  @Test
  void a_server_that_lost_the_known_type_of_key_is_changed_not_unknown() throws Exception {
    KeyPair old = TestServer.rsa();
    try (TestServer before = new TestServer(old);
        TestServer server = new TestServer(key).start()) {
      TransportException failure =
          failure(server, before.knownHosts("[127.0.0.1]:" + server.port()));
      assertThat(failure.kind()).isEqualTo(HOST_KEY_CHANGED);
      assertThat(failure).hasMessageContaining("\n  known is " + shown(old));
    }
  }

  @Test
  void a_revoked_key_is_refused_even_when_another_line_trusts_it() throws Exception {
    try (TestServer server = new TestServer(key).start()) {
      String line = server.knownHosts("[127.0.0.1]:" + server.port());
      TransportException failure = failure(server, line + "@revoked " + line);
      assertThat(failure.kind()).isEqualTo(HOST_KEY_CHANGED);
      assertThat(failure)
          .hasMessageContaining(" is revoked\n")
          .hasMessageEndingWith("revoked in " + directory.resolve("known") + ":2");
    }
  }

  @Test
  void the_known_one_of_a_servers_keys_is_asked_for() throws Exception {
    KeyPair rsa = TestServer.rsa();
    try (TestServer onlyRsa = new TestServer(rsa);
        TestServer server = new TestServer(TestServer.ed25519(), key, rsa).start()) {
      Path file =
          Files.writeString(
              directory.resolve("known"), onlyRsa.knownHosts("[127.0.0.1]:" + server.port()));
      try (Fixture fixture = Fixture.on(server, directory).withKnownHosts(file);
          Connection connection = fixture.connect()) {
        assertThat(connection).isNotNull();
      }
    }
  }
}
