package dev.bascule.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.ssh.OfferedKey.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeysTest {
  private final NodeName node = new NodeName("hn7");
  private final KeyPair ecdsa = TestServer.ecdsa(384);
  private final KeyPair rsa = TestServer.rsa();
  @TempDir Path directory;

  @Test
  void one_key_of_each_type_is_collected_and_trusted_after_a_look() throws Exception {
    Path file = directory.resolve("new/known_hosts");
    try (TestServer server = new TestServer(TestServer.ed25519(), ecdsa, rsa).start();
        Fixture fixture = Fixture.on(server, directory).withKnownHosts(file);
        HostKeys keys = HostKeys.open(fixture.options)) {
      List<OfferedKey> offered = keys.collect(node, fixture.settings());
      assertThat(offered)
          .extracting(OfferedKey::type)
          .containsExactly("ssh-ed25519", "ecdsa-sha2-nistp384", "ssh-rsa");
      assertThat(offered).extracting(OfferedKey::state).containsOnly(State.NEW);
      assertThat(file).doesNotExist();

      keys.trust(offered);
      assertThat(keys.collect(node, fixture.settings()))
          .extracting(OfferedKey::state)
          .containsOnly(State.KNOWN);
      assertThat(Files.readAllLines(file)).hasSize(3);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      try (Connection connection = fixture.connect()) {
        assertThat(connection).isNotNull();
      }
    }
  }

  @Test
  void a_changed_key_is_shown_and_never_added() throws Exception {
    try (TestServer before = new TestServer(TestServer.rsa());
        TestServer server = new TestServer(rsa).start();
        Fixture fixture = Fixture.on(server, directory)) {
      Path file = directory.resolve("known_hosts_" + server.port());
      Files.writeString(file, before.knownHosts("[127.0.0.1]:" + server.port()));
      try (HostKeys keys = HostKeys.open(fixture.options)) {
        List<OfferedKey> offered = keys.collect(node, fixture.settings());
        assertThat(offered).extracting(OfferedKey::state).containsExactly(State.CHANGED);
        assertThatThrownBy(() -> keys.trust(offered)).hasMessageContaining("has changed");
        assertThat(Files.readAllLines(file)).hasSize(1);
      }
    }
  }

  @Test
  void beside_a_changed_key_no_key_of_another_type_is_new() throws Exception {
    try (TestServer before = new TestServer(TestServer.rsa());
        TestServer server = new TestServer(TestServer.ed25519(), rsa).start();
        Fixture fixture = Fixture.on(server, directory)) {
      Path file = directory.resolve("known_hosts_" + server.port());
      Files.writeString(file, before.knownHosts("[127.0.0.1]:" + server.port()));
      try (HostKeys keys = HostKeys.open(fixture.options)) {
        assertThat(keys.collect(node, fixture.settings()))
            .extracting(OfferedKey::state)
            .containsExactly(State.CHANGED, State.CHANGED);
      }
    }
  }

  @Test
  void a_server_that_has_none_of_the_known_keys_is_not_the_known_one() throws Exception {
    try (TestServer before = new TestServer(TestServer.rsa());
        TestServer server = new TestServer(TestServer.ed25519()).start();
        Fixture fixture = Fixture.on(server, directory)) {
      Path file = directory.resolve("known_hosts_" + server.port());
      Files.writeString(file, before.knownHosts("[127.0.0.1]:" + server.port()));
      try (HostKeys keys = HostKeys.open(fixture.options)) {
        assertThat(keys.collect(node, fixture.settings()))
            .extracting(OfferedKey::state)
            .containsExactly(State.CHANGED);
      }
    }
  }

  @Test
  void a_known_server_may_have_a_further_key() throws Exception {
    try (TestServer server = new TestServer(ecdsa, rsa).start();
        TestServer same = new TestServer(rsa);
        Fixture fixture = Fixture.on(server, directory)) {
      Path file = directory.resolve("known_hosts_" + server.port());
      Files.writeString(file, same.knownHosts("[127.0.0.1]:" + server.port()));
      try (HostKeys keys = HostKeys.open(fixture.options)) {
        assertThat(keys.collect(node, fixture.settings()))
            .extracting(OfferedKey::state)
            .containsExactly(State.NEW, State.KNOWN);
      }
    }
  }

  @Test
  void lines_are_added_after_what_is_there_even_without_a_last_newline() throws Exception {
    Path file = Files.writeString(directory.resolve("known_hosts"), "# mine\nhn1 ssh-rsa AAAA");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    KnownHostsFile.append(link, List.of("hn2 ssh-rsa BBBB", "hn3 ssh-rsa CCCC"));
    assertThat(file).hasContent("# mine\nhn1 ssh-rsa AAAA\nhn2 ssh-rsa BBBB\nhn3 ssh-rsa CCCC\n");
    assertThat(link).isSymbolicLink();
    try (var left = Files.list(directory)) {
      assertThat(left).hasSize(2);
    }
  }
}
