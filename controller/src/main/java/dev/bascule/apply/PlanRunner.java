package dev.bascule.apply;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.plan.Plan;
import dev.bascule.probe.Probe;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes a plan's changes on its node, in one exec. */
public final class PlanRunner {
  // /run is empty after a boot, as a lock should be; the others are for nodes without it, and for
  // logins that are not root.
  private static final List<String> LOCK_FOLDERS = List.of("/run", "/var/run", "/tmp");

  private static final String STATE = "/var/lib/bascule";

  private PlanRunner() {}

  /**
   * Runs a plan that is not empty. Never throws: whatever goes wrong is an outcome.
   *
   * @param phases told when changes begin and when they are read back
   */
  public static Outcome run(
      Connection connection, Plan plan, Deadlines deadlines, Consumer<Phase> phases) {
    return run(connection, plan, deadlines, phases, Hold.NONE);
  }

  /** The same for a part of what a run does on the node. */
  public static Outcome run(
      Connection connection, Plan plan, Deadlines deadlines, Consumer<Phase> phases, Hold hold) {
    return run(connection, plan, deadlines, phases, new Place(LOCK_FOLDERS, STATE), hold);
  }

  /**
   * Where on a node is looked who is at work there.
   *
   * @param locks folders for the lock, the first writable one is taken
   * @param state where transactions are
   */
  record Place(List<String> locks, String state) {}

  static Outcome run(
      Connection connection,
      Plan plan,
      Deadlines deadlines,
      Consumer<Phase> phases,
      Place where,
      Hold hold) {
    String boundary = Probe.newBoundary();
    List<Numbered> steps = Numbered.of(plan);
    ScriptResult result;
    try (PayloadGate.Place place = PayloadGate.OF_HEAP.enter(steps)) {
      Objects.requireNonNull(place);
      Script script = ApplyScript.of(boundary, steps, where, hold, label());
      phases.accept(Phase.APPLY);
      result = connection.run(script, deadlines.apply());
    } catch (TransportException e) {
      return lost(plan, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Skipped("interrupted before anything was written");
    }
    phases.accept(Phase.VERIFY);
    return new ApplyReport(plan, steps, boundary, result).outcome();
  }

  private static Outcome lost(Plan plan, TransportException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case DEADLINE, LOST, TIMED_OUT, PROTOCOL ->
          new Outcome.Unknown(
              plan,
              message,
              "the node finishes what was begun on its own; plan again to see how it ended");
      default -> new Outcome.Unreachable(message, e.hint());
    };
  }

  /** Who applies, for another one to read: {@code user@host}. */
  public static String label() {
    String user = System.getProperty("user.name", "somebody");
    try {
      return user + "@" + Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return user; // a controller without /proc
    }
  }
}
