package dev.bascule.probe;

import dev.bascule.file.Observation;
import dev.bascule.state.Facts;
import dev.bascule.transport.Connection;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;

/** Looks at nodes: one exec of a script that writes nothing. */
public final class Probe {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Probe() {}

  /** What was found out. */
  public record Seen(Observation observation, Facts facts) {}

  /** A line begin that no content of a node can know. */
  public static String newBoundary() {
    byte[] bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return "=" + HexFormat.of().formatHex(bytes);
  }

  /**
   * Looks. One exec; a second one on a node without {@code stat}.
   *
   * @throws TransportException when the node cannot be asked or its answer is not whole
   */
  public static Seen look(
      Connection connection, Subjects subjects, Set<FactGroup> facts, Duration deadline)
      throws TransportException {
    Frames frames = run(connection, subjects, facts, false, deadline);
    if (frames.first("nostat").isPresent()) {
      frames = run(connection, subjects, facts, true, deadline);
    }
    return new Seen(ObservationReader.read(frames, subjects), FactsReader.read(frames));
  }

  private static Frames run(
      Connection connection,
      Subjects subjects,
      Set<FactGroup> facts,
      boolean withoutStat,
      Duration deadline)
      throws TransportException {
    String boundary = newBoundary();
    ProbeScript script = new ProbeScript(boundary, subjects, facts, withoutStat);
    ScriptResult result = connection.run(script.script(), deadline);
    Frames frames = Frames.read(boundary, result.stdout());
    if (frames.first("end").isEmpty()) {
      throw incomplete(result);
    }
    return frames;
  }

  private static TransportException incomplete(ScriptResult result) {
    String how =
        result.exit() == null
            ? "was ended by signal " + result.signal()
            : "ended with exit code " + result.exit();
    String words = result.stderr().strip();
    String shown = words.length() > 500 ? words.substring(0, 500) + "…" : words;
    return new TransportException(
        TransportException.Kind.PROTOCOL,
        "the probe's script " + how + " before it was done" + (shown.isEmpty() ? "" : ": " + shown),
        "the login needs a POSIX shell at /bin/sh",
        null);
  }
}
