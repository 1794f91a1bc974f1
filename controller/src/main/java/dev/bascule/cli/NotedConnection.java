package dev.bascule.cli;

import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Pulse;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A connection that tells of every script: its name, how it ended, how long it took.
 *
 * @param notes takes what is told
 */
record NotedConnection(NodeName node, Connection connection, Consumer<RunEvent> notes)
    implements Connection {

  @Override
  public ScriptResult run(Script script, Duration deadline) throws TransportException {
    long began = System.nanoTime();
    try {
      ScriptResult result = connection.run(script, deadline);
      note(
          script, began, result.exit() == null ? "SIG" + result.signal() : "exit " + result.exit());
      if (!result.stderr().isBlank()) {
        notes.accept(new RunEvent.NodeNote(node, "stderr: " + result.stderr().strip()));
      }
      return result;
    } catch (TransportException e) {
      note(script, began, "no result");
      throw e;
    }
  }

  private void note(Script script, long began, String end) {
    int sent = script.text().length();
    notes.accept(
        new RunEvent.NodeNote(
            node,
            "script "
                + script.name()
                + " ("
                + sent
                + " characters): "
                + end
                + " after "
                + Visit.millis(began)
                + " ms"));
  }

  @Override
  public Pulse pulse(Duration every) {
    return connection.pulse(every);
  }

  @Override
  public boolean isLocal() {
    return connection.isLocal();
  }

  @Override
  public void close() {
    connection.close();
  }
}
