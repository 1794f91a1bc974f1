package dev.bascule.apply.safe;

import dev.bascule.event.Outcome;
import dev.bascule.plan.Plan;
import dev.bascule.probe.Frames;
import dev.bascule.probe.Frames.Frame;
import dev.bascule.probe.Probe;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a node's transactions, or tells them to end, from any session. */
public final class RemoteControl {
  private static final Duration LIMIT = Armed.LADDER.plusSeconds(10);

  private RemoteControl() {}

  /**
   * What the node answers.
   *
   * @param standing the transaction that is under way, else the last one; nothing where there is
   *     none
   * @param refusal why it does not do what it is told; null where it does
   */
  public record Answer(Optional<Standing> standing, @Nullable Refusal refusal) {}

  /** A code and words. */
  public record Refusal(String code, String words) {}

  /** How the transaction that is under way stands, else the last one. */
  public static Answer status(Connection connection) throws TransportException {
    return any(connection, "status");
  }

  /** How one stands. */
  public static Answer status(Connection connection, String id) throws TransportException {
    return read(NodeScript.verb("status", "").on(connection, id, LIMIT));
  }

  /** Sends back the one that is under way; answers once the node has its verdict. */
  public static Answer abort(Connection connection) throws TransportException {
    return any(connection, "abort");
  }

  /** Confirms; what is confirmed already stays so. */
  public static Answer confirm(Connection connection, Kept kept, String nonce)
      throws TransportException {
    return read(
        NodeScript.verb("confirm", kept.token(), "-", nonce).on(connection, kept.id(), LIMIT));
  }

  /** Gives more time. */
  public static Answer extend(Connection connection, Kept kept, Duration by)
      throws TransportException {
    String seconds = Long.toString(by.toSeconds());
    return read(
        NodeScript.verb("extend", kept.token(), "-", seconds).on(connection, kept.id(), LIMIT));
  }

  /** The last transaction that was confirmed, with what undoes it; nothing where there is none. */
  public static Optional<Confirmed> lastConfirmed(Connection connection) throws TransportException {
    Frames frames = anyFrames(connection, "status");
    List<String> journal = frames.lines("journal");
    for (int i = journal.size() - 1; i >= 0; i--) {
      String[] words = journal.get(i).split(" ", -1);
      if (words.length > 2 && words[2].equals("confirmed")) {
        return Confirmed.read(NodeScript.verb("revert", "").on(connection, words[1], LIMIT));
      }
    }
    return Optional.empty();
  }

  private static Answer any(Connection connection, String verb) throws TransportException {
    return read(anyFrames(connection, verb));
  }

  private static Frames anyFrames(Connection connection, String verb) throws TransportException {
    String boundary = Probe.newBoundary();
    String text =
        ShellText.parts(List.of("common", "tx-node"))
            + ("b=" + boundary + "\nT=" + NodeScript.STATE + "\nmain() {\n")
            + ("tx_node " + verb + "\nsay \"$b end\"\n}\nmain </dev/null\n");
    ScriptResult result = connection.run(new Script(verb, text), LIMIT);
    return Frames.read(boundary, result.stdout());
  }

  private static Answer read(Frames frames) throws TransportException {
    if (frames.first("end").isEmpty()) {
      throw new TransportException(
          TransportException.Kind.PROTOCOL, "the node's answer is not whole", null, null);
    }
    Refusal refusal = null;
    for (Frame frame : frames.all()) {
      if (frame.name().startsWith("refused ")) {
        refusal = new Refusal(frame.name().substring("refused ".length()), frame.text().strip());
      }
    }
    return new Answer(Standing.last(frames), refusal);
  }

  /** As an outcome: how a transaction that ended did, with what the user was told of the reason. */
  public static Outcome ended(Plan plan, Standing standing, String why) {
    return standing.state() == Standing.State.CONFIRMED
        ? new Outcome.Changed(plan, ConfirmedNotes.of(standing))
        : Ending.of(plan, standing, why, List.of(), List.of());
  }
}
