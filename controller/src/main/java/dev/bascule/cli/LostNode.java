package dev.bascule.cli;

import dev.bascule.apply.safe.Kept;
import dev.bascule.apply.safe.KeptFiles;
import dev.bascule.apply.safe.Pace;
import dev.bascule.apply.safe.RemoteControl;
import dev.bascule.apply.safe.Standing;
import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a node when the program that worked on it was lost.
 *
 * @param written when the journal's last line was written
 */
record LostNode(Visit visit, KeptFiles files, Instant written) {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  // What the program had sent may still be on its way when it is gone, or be read by the node.
  private static final Duration IN_FLIGHT = Duration.ofSeconds(15);
  private static final String AGAIN = "apply again: what is done already is left as it is";

  /** Tells; waits for a transaction that has not ended. */
  Outcome tell(NodeName node, RunTrack track, WorkContext context) {
    if (!track.isBegun()) {
      return untouched(track);
    } else if (track.transaction().isEmpty()) {
      return withoutTransaction(node, track, context);
    }
    Optional<Kept> kept = kept(node, track.transaction());
    return visit.anywhere(
        node,
        kept.orElse(null),
        context,
        connection -> end(node, track, kept, connection, context));
  }

  private static Outcome untouched(RunTrack track) {
    if (track.end().isEmpty()) {
      return new Outcome.Skipped("not begun: the program was lost before its turn");
    } else if (track.end().equals("in_sync") && !track.isCutShort()) {
      return new Outcome.InSync();
    }
    return new Outcome.Skipped(
        track.end().equals("in_sync")
            ? "an earlier play found nothing to do, and a later one was not begun"
            : "nothing was changed on it; the program had told of it: " + track.end());
  }

  private Outcome withoutTransaction(NodeName node, RunTrack track, WorkContext context) {
    if (track.end().equals("changed")) {
      return changed(node, track, List.of("changed before the program was lost"));
    } else if (!track.end().isEmpty() && !track.end().equals("unknown")) {
      return failed("it ended before the program was lost: " + track.end());
    } else if (track.before() == 0) {
      return new Outcome.Skipped(
          "not begun: the program was lost before the first change was sent");
    }
    // A login shows at least that it lives.
    return visit.anywhere(
        node,
        (Kept) null,
        context,
        connection ->
            unknown(
                node,
                "the program was lost at its work: "
                    + some(track.before())
                    + " made; no file is half written"));
  }

  private Outcome end(
      NodeName node,
      RunTrack track,
      Optional<Kept> kept,
      Connection connection,
      WorkContext context)
      throws TransportException {
    while (true) {
      Optional<Standing> found = RemoteControl.status(connection, track.transaction()).standing();
      if (found.isEmpty() && !isInFlight(context)) {
        forget(kept);
        return unknownThere(node, track);
      } else if (found.isPresent() && found.get().state().ended()) {
        forget(kept);
        return ended(node, track, found.get());
      } else if (context.timeLeft().compareTo(PAUSE) < 0 || !paused()) {
        return found
            .map(standing -> TransactionWork.waits(node, standing))
            .orElseGet(() -> unknownThere(node, track));
      }
    }
  }

  private boolean isInFlight(WorkContext context) {
    return context.timeLeft().compareTo(PAUSE) > 0
        && Pace.system().now().isBefore(written.plus(IN_FLIGHT));
  }

  // A node keeps its last twenty transactions; what the program had told is known without it.
  private static Outcome unknownThere(NodeName node, RunTrack track) {
    String no = "; the node keeps nothing of transaction " + track.transaction() + " any more";
    Plan plan = TransactionWork.plan(node);
    return switch (track.end()) {
      case "changed" -> changed(node, track, List.of("changed before the program was lost" + no));
      case "rolled_back" ->
          new Outcome.RolledBack(plan, "rolled back before the program was lost" + no, AGAIN);
      case "rolled_back_differs" ->
          new Outcome.RolledBackDiffers(
              plan, "rolled back, with differences, before the program was lost" + no, List.of());
      case "rollback_failed" ->
          new Outcome.RollbackFailed(
              plan, "its rollback failed before the program was lost" + no, "not known", List.of());
      default -> neverBegun(track);
    };
  }

  private static Outcome neverBegun(RunTrack track) {
    String what =
        "transaction "
            + track.transaction()
            + " was never begun on it, or is long ended: see bascule status";
    return track.before() == 0
        ? new Outcome.Skipped(what)
        : failed(changes(track.before()) + " before it made; " + what);
  }

  private static Outcome ended(NodeName node, RunTrack track, Standing standing) {
    boolean rest = track.after() > 0 && !track.end().equals("changed");
    if (standing.state() == Standing.State.CONFIRMED && rest) {
      return unknown(
          node,
          "its network is changed and confirmed; of what comes behind that, "
              + some(track.after())
              + " made");
    }
    String stays = track.before() == 0 ? "" : "; " + changes(track.before()) + " before it stay";
    Outcome outcome =
        RemoteControl.ended(
            TransactionWork.plan(node), standing, "the program that began it was lost" + stays);
    return outcome instanceof Outcome.Changed it ? changed(node, track, it.notes()) : outcome;
  }

  private static Outcome changed(NodeName node, RunTrack track, List<String> notes) {
    return track.isCutShort()
        ? failed(String.join("; ", notes) + "; a later play was not begun on it")
        : new Outcome.Changed(TransactionWork.plan(node), notes);
  }

  private static Outcome failed(String message) {
    return new Outcome.Failed(Phase.APPLY, message, AGAIN, List.of());
  }

  private static Outcome unknown(NodeName node, String message) {
    return new Outcome.Unknown(TransactionWork.plan(node), message, AGAIN);
  }

  private static String some(int count) {
    return count == 1
        ? "one change is or is not"
        : "all, some or none of " + count + " changes are";
  }

  private static String changes(int count) {
    return count == 1 ? "the change" : "the " + count + " changes";
  }

  private static boolean paused() {
    try {
      Pace.system().pause(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<Kept> kept(NodeName node, String id) {
    try {
      return files.of(node).stream().filter(it -> it.id().equals(id)).findFirst();
    } catch (IOException unreadable) {
      return Optional.empty(); // then the node is looked for where the inventory says
    }
  }

  private void forget(Optional<Kept> kept) {
    if (kept.isPresent()) {
      try {
        files.forget(kept.get());
      } catch (IOException ignored) {
        return; // what is left is a token that no transaction takes any more
      }
    }
  }
}
