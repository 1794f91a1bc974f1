package dev.bascule.transport.ssh;

import static dev.bascule.transport.TransportException.Kind.DEADLINE;
import static dev.bascule.transport.TransportException.Kind.LOST;
import static dev.bascule.transport.TransportException.Kind.PROTOCOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.transport.Connection;
import dev.bascule.transport.CountingProxy;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The session stands, and a script does not come to its end, or says too much. */
@Timeout(30)
class ScriptFailureTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  @TempDir Path directory;
  private TestServer server;
  private Fixture fixture;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(TestServer.ecdsa(256)).start();
    fixture = Fixture.on(server, directory);
  }

  @AfterEach
  void stop() {
    fixture.close();
    server.close();
  }

  private ScriptResult run(String text, Duration limit) throws Exception {
    try (Connection connection = fixture.connect()) {
      return connection.run(new Script("probe", text), limit);
    }
  }

  private TransportException failure(String text, Duration limit) {
    return catchThrowableOfType(TransportException.class, () -> run(text, limit));
  }

  @Test
  void a_script_that_hangs_is_given_up_at_its_deadline() {
    long start = System.nanoTime();
    TransportException failure = failure("exec sleep 20\n", Duration.ofSeconds(1));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(failure.kind()).isEqualTo(DEADLINE);
    assertThat(failure)
        .hasMessage(
            "probe on 127.0.0.1:"
                + server.port()
                + " did not end within 1 s; whether it still runs is not known");
  }

  @Test
  void a_connection_that_breaks_under_a_script_is_lost() throws Exception {
    try (CountingProxy proxy = CountingProxy.to("127.0.0.1", server.port())) {
      fixture.via(proxy.port());
      try (Connection connection = fixture.connect()) {
        Thread cutter = new Thread(() -> cutWhenTalking(proxy));
        cutter.start();
        TransportException failure =
            catchThrowableOfType(
                TransportException.class,
                () ->
                    connection.run(
                        new Script("probe", "echo " + "x".repeat(9000) + "; exec sleep 20\n"),
                        LIMIT));
        assertThat(failure.kind()).isEqualTo(LOST);
        assertThat(failure)
            .hasMessage(
                "the connection to 127.0.0.1:"
                    + proxy.port()
                    + " broke while probe ran; whether it ran to its end is not known");
      }
    }
  }

  private static void cutWhenTalking(CountingProxy proxy) {
    while (proxy.bytesReceived() < 9000) {
      Thread.onSpinWait();
    }
    proxy.cut();
  }

  @Test
  void output_beyond_the_cap_is_a_failure_and_not_a_full_heap() {
    fixture.options = fixture.options.withOutputCap(100_000);
    TransportException failure =
        failure("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyy; done\n", LIMIT);
    assertThat(failure.kind()).isEqualTo(PROTOCOL);
    assertThat(failure)
        .hasMessage(
            "probe on 127.0.0.1:" + server.port() + " printed more than 100000 bytes: given up");
  }

  @Test
  void much_output_on_both_streams_at_once_is_drained() throws Exception {
    fixture.options = fixture.options.withOutputCap(32 << 20);
    String text =
        "i=0; while [ $i -lt 3 ]; do head -c 1500000 /dev/zero | tr '\\0' o; head -c 1500000 /dev/zero | tr '\\0' e >&2; i=$((i+1)); done\n";
    ScriptResult result = run(text, LIMIT);
    assertThat(result.stdout()).hasSize(4_500_000);
    assertThat(result.stderr()).hasSize(4_500_000);
  }

  @Test
  void a_script_larger_than_the_window_arrives_whole() throws Exception {
    String text = "x='" + "y".repeat(5_000_000) + "'\necho ${#x}\n";
    assertThat(run(text, LIMIT).stdout()).isEqualTo("5000000\n");
  }

  @Test
  void bytes_that_are_not_text_are_replaced() throws Exception {
    assertThat(run("printf 'a\\377b'\n", LIMIT).stdout()).isEqualTo("a\uFFFDb");
  }

  @Test
  void a_server_that_runs_no_commands_is_told() {
    server.server.setCommandFactory(null);
    TransportException failure = failure("echo in\n", LIMIT);
    assertThat(failure.kind()).isEqualTo(PROTOCOL);
    assertThat(failure)
        .hasMessage(
            "127.0.0.1:" + server.port() + " lets the login in but refuses to run a command");
  }
}
