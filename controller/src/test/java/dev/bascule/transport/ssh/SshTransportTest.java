package dev.bascule.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.transport.Connection;
import dev.bascule.transport.CountingProxy;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshTransportTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  @TempDir Path directory;

  @Test
  void a_script_gives_its_exit_and_both_streams() throws Exception {
    try (TestServer server = new TestServer(TestServer.ed25519()).start();
        Fixture fixture = Fixture.on(server, directory);
        Connection connection = fixture.connect()) {
      ScriptResult result =
          connection.run(new Script("probe", "echo out; echo err >&2; exit 3\n"), LIMIT);
      assertThat(result).isEqualTo(new ScriptResult(3, null, "out\n", "err\n"));
    }
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
        "rsa-pem",
        "rsa-pem-encrypted",
        "ecdsa-pem",
        "ecdsa-pem-encrypted",
        "rsa-pkcs8",
        "rsa-pkcs8-encrypted",
        "ecdsa-pkcs8"
      })
  void every_kind_of_key_file_logs_in(String key) throws Exception {
    try (TestServer server = new TestServer(TestServer.ed25519()).start();
        Fixture fixture = Fixture.on(server, directory).withKey(key);
        Connection connection = fixture.connect()) {
      assertThat(connection.run(new Script("probe", "echo in\n"), LIMIT).stdout())
          .isEqualTo("in\n");
    }
  }

  @Test
  void one_connection_serves_several_scripts_and_stays_within_the_wire_budget() throws Exception {
    try (TestServer server = new TestServer(TestServer.ed25519()).start();
        CountingProxy proxy = CountingProxy.to("127.0.0.1", server.port());
        Fixture fixture = Fixture.on(server, directory).via(proxy.port())) {
      try (Connection connection = fixture.connect()) {
        connection.run(new Script("probe", "echo " + "x".repeat(2000) + "\n"), LIMIT);
      }
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.flights()).isLessThanOrEqualTo(12);
      assertThat(proxy.bytesSent()).isLessThan(8 << 10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dhg14", "dhgex256", "dhgex"})
  void a_server_as_old_as_openssh_5_3_is_spoken_to(String exchange) throws Exception {
    try (TestServer server = new TestServer(TestServer.rsa())) {
      server.server.setKeyExchangeFactories(
          List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.valueOf(exchange))));
      server.server.setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
      server.server.setMacFactories(List.of(BuiltinMacs.hmacsha1));
      server.server.setSignatureFactories(List.of(BuiltinSignatures.rsa));
      server.start();
      try (Fixture fixture = Fixture.on(server, directory).withKey("rsa");
          Connection connection = fixture.connect()) {
        assertThat(connection.run(new Script("probe", "echo in\n"), LIMIT).stdout())
            .isEqualTo("in\n");
      }
    }
  }
}
