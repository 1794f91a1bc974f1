package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Deadline;
import dev.bascule.transport.Pulse;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.ScriptRun;
import dev.bascule.transport.Transcript;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A session with one node over SSH. */
final class SshConnection implements Connection {
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Sessions.Session session;
  private final @Nullable Become become;
  private final Watchdog watchdog;
  private final int outputCap;
  private final AtomicBoolean closed = new AtomicBoolean();

  SshConnection(
      Sessions.Session session, @Nullable Become become, Watchdog watchdog, int outputCap) {
    this.session = session;
    this.become = become;
    this.watchdog = watchdog;
    this.outputCap = outputCap;
  }

  @Override
  public ScriptResult run(Script script, Duration limit) throws TransportException {
    Deadline deadline = Deadline.after(limit);
    Link link = session.link();
    ScriptRun run =
        new ScriptRun(
            link.endpoint().address(), script, become, session.target().aliveInterval(), limit);
    // The run keeps its deadline itself; the alarm is for a write that blocks because nobody reads.
    Watchdog.Alarm alarm = watchdog.at(Deadline.after(limit.plus(GRACE)), link::abort);
    try (alarm) {
      return run.on(this::start, deadline);
    } catch (TransportException failed) {
      if (failed.kind() == Kind.DEADLINE || failed.kind() == Kind.LOST) {
        link.abort();
      }
      throw failed;
    }
  }

  private SshExecution start(String command, boolean terminal, Deadline deadline)
      throws IOException {
    net.schmizz.sshj.connection.Connection connection = session.link().client().getConnection();
    connection.setTimeoutMs(deadline.leftMillis());
    return SshExecution.start(
        connection, command, terminal, new Transcript(outputCap), session.target());
  }

  @Override
  public Pulse pulse(Duration every) {
    return SshPulse.over(session.link().client().getConnection(), every);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      session.close();
    }
  }
}
