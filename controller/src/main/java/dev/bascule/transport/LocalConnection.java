package dev.bascule.transport;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The controller's own machine as a node ({@code ansible_connection: local}). */
public final class LocalConnection implements Connection {
  private final @Nullable Become become;
  private final int outputCap;

  private LocalConnection(@Nullable Become become, int outputCap) {
    this.become = become;
    this.outputCap = outputCap;
  }

  /**
   * A session with this machine.
   *
   * @param outputCap how many bytes of each output stream are kept; more is a failure
   */
  public static LocalConnection open(ConnectionSettings settings, int outputCap)
      throws TransportException {
    Become become = settings.become();
    if (become != null && become.method() == Become.Method.SU && become.password() != null) {
      throw new TransportException(
          Kind.SETTINGS,
          "su with a password needs a terminal, which a local connection has not",
          "use ansible_become_method: sudo, or run bascule as root",
          null);
    }
    return new LocalConnection(become, outputCap);
  }

  @Override
  public ScriptResult run(Script script, Duration limit) throws TransportException {
    Duration never = Duration.ZERO;
    return new ScriptRun("this machine", script, become, never, limit)
        .on(this::start, Deadline.after(limit));
  }

  private Execution start(String command, boolean terminal, Deadline deadline) throws IOException {
    return LocalExecution.start(command, new Transcript(outputCap), deadline);
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public void close() {
    // Each run has ended its own processes.
  }
}
