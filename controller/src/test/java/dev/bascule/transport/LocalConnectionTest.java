package dev.bascule.transport;

import static dev.bascule.transport.TransportException.Kind.DEADLINE;
import static dev.bascule.transport.TransportException.Kind.PROTOCOL;
import static dev.bascule.transport.TransportException.Kind.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Become;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LocalConnectionTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static ConnectionSettings settings(Become become) {
    return new ConnectionSettings(
        "localhost", null, null, null, null, null, null, List.of(), true, LIMIT, become, true);
  }

  private static ScriptResult run(String text, Duration limit) throws TransportException {
    try (Connection connection = LocalConnection.open(settings(null), 1 << 20)) {
      return connection.run(new Script("probe", text), limit);
    }
  }

  private static TransportException failure(String text, Duration limit) {
    return catchThrowableOfType(TransportException.class, () -> run(text, limit));
  }

  @Test
  void a_script_gives_its_exit_and_both_streams() throws Exception {
    assertThat(run("echo out; echo err >&2; exit 3\n", LIMIT))
        .isEqualTo(new ScriptResult(3, null, "out\n", "err\n"));
  }

  @Test
  void a_script_that_hangs_is_ended_at_its_deadline_with_its_children() {
    TransportException failure = failure("sleep 30 & wait\n", Duration.ofSeconds(1));
    assertThat(failure.kind()).isEqualTo(DEADLINE);
    assertThat(failure)
        .hasMessage(
            "probe on this machine did not end within 1 s; whether it still runs is not known");
  }

  @Test
  void a_script_that_leaves_something_behind_with_its_output_open_is_told_apart() {
    TransportException failure = failure("sleep 5 & exit 0\n", Duration.ofSeconds(1));
    assertThat(failure.kind()).isEqualTo(DEADLINE);
    assertThat(failure)
        .hasMessage(
            "probe on this machine ended, but something it started keeps its output open: given up"
                + " after 1 s");
  }

  @Test
  void output_beyond_the_cap_is_a_failure() {
    TransportException failure = failure("while :; do echo yyyyyyyyyyyyyyyy; done\n", LIMIT);
    assertThat(failure.kind()).isEqualTo(PROTOCOL);
    assertThat(failure)
        .hasMessage("probe on this machine printed more than 1048576 bytes: given up");
  }

  @Test
  void a_script_that_ends_before_it_was_read_counts() throws Exception {
    assertThat(run("exit 4\n" + "# filler\n".repeat(100_000), LIMIT).exit()).isEqualTo(4);
  }

  @Test
  void su_with_a_password_is_refused_in_advance() {
    Become become = new Become(Become.Method.SU, "root", "secret");
    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> LocalConnection.open(settings(become), 1000));
    assertThat(failure.kind()).isEqualTo(SETTINGS);
    assertThat(failure)
        .hasMessage("su with a password needs a terminal, which a local connection has not");
  }
}
