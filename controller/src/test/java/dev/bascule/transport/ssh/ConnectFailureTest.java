package dev.bascule.transport.ssh;

import static dev.bascule.transport.TransportException.Kind.PROTOCOL;
import static dev.bascule.transport.TransportException.Kind.REFUSED;
import static dev.bascule.transport.TransportException.Kind.TIMED_OUT;
import static dev.bascule.transport.TransportException.Kind.UNKNOWN_HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.server.ServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No session comes about: each way reads differently, and none takes longer than its limit. */
@Timeout(20)
class ConnectFailureTest {
  @TempDir Path directory;

  private TransportException failure(String host, int port, Duration timeout) {
    SshOptions options =
        new SshOptions(
            directory,
            "tester",
            List.of(directory.resolve("known_hosts")),
            null,
            false,
            1,
            Duration.ofSeconds(1),
            1 << 20);
    ConnectionSettings settings =
        new ConnectionSettings(
            host, port, "root", "secret", null, null, null, List.of(), true, timeout, null, false);
    try (SshTransport transport = SshTransport.open(options)) {
      return catchThrowableOfType(
          TransportException.class, () -> transport.connect(new NodeName("hn7"), settings));
    }
  }

  private TransportException failure(FaultyServer server) throws IOException {
    try (server) {
      return failure("127.0.0.1", server.port(), Duration.ofMillis(500));
    }
  }

  private static void assertReads(
      TransportException failure, TransportException.Kind kind, String text, String hint) {
    assertThat(failure.getMessage()).isEqualTo(text);
    assertThat(failure.hint()).isEqualTo(hint);
    assertThat(failure.kind()).isEqualTo(kind);
  }

  @Test
  void nobody_listens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertReads(
        failure("127.0.0.1", port, Duration.ofSeconds(5)),
        REFUSED,
        "connection refused by 127.0.0.1:" + port,
        "sshd does not run there, or listens on another port (ansible_port)");
  }

  @Test
  void the_name_has_no_address() {
    assertReads(
        failure("no-such-host.invalid", 22, Duration.ofSeconds(5)),
        UNKNOWN_HOST,
        "unknown host: the name no-such-host.invalid has no address",
        "check ansible_host of hn7, or the name server");
  }

  @Test
  void the_packets_are_dropped() throws Exception {
    // A listener whose queue is full drops what comes, as a firewall does.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      List<SocketChannel> fillers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        SocketChannel filler = SocketChannel.open();
        filler.configureBlocking(false);
        filler.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()));
        fillers.add(filler);
      }
      assertReads(
          failure("127.0.0.1", full.getLocalPort(), Duration.ofMillis(500)),
          TIMED_OUT,
          "timed out: no answer from 127.0.0.1:" + full.getLocalPort() + " within 0.5 s",
          "the node is down, or a firewall drops the packets");
      for (SocketChannel filler : fillers) {
        filler.close();
      }
    }
  }

  @Test
  void the_server_accepts_and_never_speaks() throws Exception {
    FaultyServer server = FaultyServer.saying("");
    assertReads(
        failure(server),
        TIMED_OUT,
        "timed out: 127.0.0.1:"
            + server.port()
            + " accepts the connection but says nothing within 0.5 s",
        "sshd hangs or is overloaded, or another program listens on that port");
  }

  @Test
  void the_server_stops_in_the_middle_of_its_greeting() throws Exception {
    FaultyServer server = FaultyServer.saying("SSH-2.0-Open");
    assertReads(
        failure(server),
        TIMED_OUT,
        "timed out: 127.0.0.1:"
            + server.port()
            + " did not finish the SSH key exchange within 0.5 s",
        "the node is overloaded, or the path loses large packets (MTU)");
  }

  @Test
  void the_server_greets_and_then_hangs() throws Exception {
    FaultyServer server = FaultyServer.saying("SSH-2.0-OpenSSH_9.2\r\n");
    assertThat(failure(server))
        .hasMessage(
            "timed out: 127.0.0.1:"
                + server.port()
                + " did not finish the SSH key exchange within 0.5 s");
  }

  @Test
  void a_server_that_trickles_forever_does_not_outlast_the_limit() throws Exception {
    FaultyServer server =
        FaultyServer.that(
            client -> {
              // Each byte would start a socket timeout anew.
              while (!client.isClosed()) {
                client.getOutputStream().write('x');
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
              }
            });
    long start = System.nanoTime();
    TransportException failure = failure(server);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(failure.kind()).isEqualTo(PROTOCOL);
    assertThat(failure)
        .hasMessageStartingWith(
            "127.0.0.1:" + server.port() + " is not an SSH server: it says \"xxx");
  }

  @Test
  void a_greeting_without_end_is_cut() throws Exception {
    FaultyServer server =
        FaultyServer.that(
            client -> {
              byte[] noise = "y".repeat(4096).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
              while (true) {
                client.getOutputStream().write(noise);
              }
            });
    assertThat(failure(server)).hasMessageContaining("is not an SSH server: it says \"yyyy");
  }

  @Test
  void another_protocol_answers() throws Exception {
    FaultyServer server = FaultyServer.saying("220 mail.example.net ESMTP\r\n");
    assertReads(
        failure(server),
        PROTOCOL,
        "127.0.0.1:"
            + server.port()
            + " is not an SSH server: it says \"220 mail.example.net ESMTP\"",
        "check ansible_port of hn7");
  }

  @Test
  void the_server_hangs_up_at_once() throws Exception {
    FaultyServer server = FaultyServer.that(client -> client.close());
    assertReads(
        failure(server),
        PROTOCOL,
        "127.0.0.1:" + server.port() + " closed the connection before it said anything",
        "sshd refuses this address (hosts.deny, MaxStartups, fail2ban), or it is not sshd");
  }

  @Test
  void the_connection_is_reset_during_the_key_exchange() throws Exception {
    FaultyServer server =
        FaultyServer.that(
            client -> {
              client.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes("US-ASCII"));
              client.getInputStream().read(new byte[64]);
              client.setSoLinger(true, 0);
              client.close();
            });
    TransportException failure = failure(server);
    assertThat(failure.kind()).isEqualTo(PROTOCOL);
    assertThat(failure)
        .hasMessageStartingWith(
            "the SSH key exchange with 127.0.0.1:" + server.port() + " broke off: ");
  }

  @Test
  void only_algorithms_that_we_do_not_speak() throws Exception {
    try (TestServer server = new TestServer(TestServer.ecdsa(256))) {
      server.server.setKeyExchangeFactories(
          List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg18_512)));
      server.start();
      assertReads(
          failure("127.0.0.1", server.port(), Duration.ofSeconds(5)),
          PROTOCOL,
          "no common key exchange with 127.0.0.1:"
              + server.port()
              + ": it offers diffie-hellman-group18-sha512,ext-info-s,"
              + "kex-strict-s-v00@openssh.com",
          "allow one of the algorithms that docs/ssh.md lists in the node's sshd_config");
    }
  }
}
