package dev.bascule.transport;

import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One run of a script: starts the shell (as another user if asked), sends the script, waits for its
 * end, looks for signs of life meanwhile.
 */
public final class ScriptRun {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String HANGS =
      "something hangs there, such as a dead mount or a disk that does not answer; 'ps' on the node"
          + " shows what it waits for";

  private final String where;
  private final Script script;
  private final @Nullable Become become;
  private final Duration aliveInterval;
  private final Duration limit;

  /**
   * A run that has not started.
   *
   * @param where the node, for messages
   * @param aliveInterval how often a sign of life is asked for; zero for never
   * @param limit the whole time for the run, for messages
   */
  public ScriptRun(
      String where,
      Script script,
      @Nullable Become become,
      Duration aliveInterval,
      Duration limit) {
    this.where = where;
    this.script = script;
    this.become = become;
    this.aliveInterval = aliveInterval;
    this.limit = limit;
  }

  /** Starts a command. */
  public interface Starter {
    /**
     * Starts a command with its three streams.
     *
     * @param terminal whether it needs a terminal
     * @param deadline when it will be given up
     */
    Execution start(String command, boolean terminal, Deadline deadline) throws IOException;
  }

  /** Runs the script to its end. */
  public ScriptResult on(Starter starter, Deadline deadline) throws TransportException {
    Elevation elevation = Elevation.of(become, where, newToken());
    try (Execution execution = starter.start(elevation.command(), elevation.terminal(), deadline)) {
      elevation.enter(execution, deadline);
      execution.send(elevation.framed(script.text()).getBytes(StandardCharsets.UTF_8));
      if (!elevation.terminal()) {
        execution.endInput();
      }
      await(execution, deadline);
      check(execution.transcript());
      return elevation.result(execution.transcript());
    } catch (IOException broken) {
      throw deadline.passed() ? late(null) : lost(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          Kind.LOST, "interrupted while " + script.name() + " ran on " + where, null, stopped);
    }
  }

  private void check(Transcript transcript) throws TransportException {
    if (transcript.refused()) {
      throw new TransportException(
          Kind.PROTOCOL,
          where + " lets the login in but refuses to run a command",
          "check ForceCommand in its sshd_config and the login's shell",
          null);
    }
    if (transcript.exit() == null && transcript.signal() == null) {
      throw lost(null);
    }
  }

  private static String newToken() {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    return "bascule-" + HexFormat.of().formatHex(random);
  }

  private void await(Execution execution, Deadline deadline)
      throws TransportException, IOException, InterruptedException {
    Transcript transcript = execution.transcript();
    while (!transcript.await(() -> transcript.ended() || transcript.overflowed(), tick(deadline))) {
      if (deadline.passed()) {
        throw late(transcript);
      }
      execution.checkAlive();
    }
    if (transcript.overflowed()) {
      throw new TransportException(
          Kind.PROTOCOL,
          script.name()
              + " on "
              + where
              + " printed more than "
              + transcript.cap()
              + " bytes: given up",
          null,
          null);
    }
    if (deadline.passed()) {
      // It may have been cut off right now: what there is of its output may not be all.
      throw late(transcript);
    }
  }

  private Deadline tick(Deadline deadline) {
    return aliveInterval.isZero() ? deadline : deadline.orSooner(Deadline.after(aliveInterval));
  }

  private TransportException late(@Nullable Transcript transcript) {
    boolean ended = transcript != null && transcript.exit() != null;
    return new TransportException(
        Kind.DEADLINE,
        ended
            ? script.name()
                + " on "
                + where
                + " ended, but something it started keeps its output"
                + " open: given up after "
                + limit.toSeconds()
                + " s"
            : script.name()
                + " on "
                + where
                + " did not end within "
                + limit.toSeconds()
                + " s; whether it still runs is not known",
        ended ? null : HANGS,
        null);
  }

  private TransportException lost(@Nullable IOException cause) {
    return new TransportException(
        Kind.LOST,
        "the connection to "
            + where
            + " broke while "
            + script.name()
            + " ran; whether it ran to its end is not known",
        null,
        cause);
  }
}
