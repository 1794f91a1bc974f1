package dev.bascule.apply.safe;

import dev.bascule.probe.Frames;
import dev.bascule.probe.Probe;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.List;

/**
 * A script that calls a transaction's own program on the node.
 *
 * @param name for messages
 * @param functions shell functions that the body calls, whole lines; may be empty
 * @param body calls, with {@code $d} the transaction's folder; whole lines
 */
record NodeScript(String name, String functions, String body) {
  /** Where transactions are on a node. */
  static final String STATE = "/var/lib/bascule";

  /** One verb of the program, with its words; the first part of {@code words} comes on stdin. */
  static NodeScript verb(String verb, String input, String... words) {
    StringBuilder line = new StringBuilder();
    if (!input.isEmpty()) {
      line.append("say ").append(ShellText.quote(input)).append(" | ");
    }
    line.append("b=$b sh \"$d/program\" ").append(verb);
    for (String word : words) {
      line.append(' ').append(ShellText.quote(word));
    }
    return new NodeScript(verb, "", line.append('\n').toString());
  }

  /** Runs it for a transaction; the frame {@code nothing} says that the node does not know it. */
  Frames on(Connection connection, String id, Duration limit) throws TransportException {
    String boundary = Probe.newBoundary();
    ScriptResult result = connection.run(script(boundary, id), limit);
    return Frames.read(boundary, result.stdout());
  }

  private Script script(String boundary, String id) {
    String text =
        ShellText.parts(List.of("common"))
            + ("b=" + boundary + "\nd=" + STATE + "/tx/" + id + "\n")
            + functions
            + "main() {\n"
            + "if [ ! -f \"$d/program\" ]; then\nsay \"$b nothing\"\nelse\n"
            + body
            + "fi\nsay \"$b end\"\n}\nmain </dev/null\n";
    return new Script(name, text);
  }
}
