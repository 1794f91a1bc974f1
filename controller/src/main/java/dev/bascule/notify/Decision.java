package dev.bascule.notify;

import dev.bascule.event.Outcome;
import dev.bascule.event.Since;
import dev.bascule.model.Change;
import dev.bascule.model.Clue;
import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.report.NodeReport;
import dev.bascule.report.OutcomeWords;
import dev.bascule.report.RunReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be told of a run, and remembered of it. Pure: by what the run found and what
 * was told before. A node that a run did not look at is not in its report, so nothing is told of
 * it, and what was told of it stays.
 */
public final class Decision {
  /** A node that was away once: it is told of the second time. */
  static final String SEEN = "seen";

  private static final String TOLD = "told";

  private final Before before;
  private final boolean checks;
  private final Function<NodeReport, String> shown;
  private final List<NodeEvent> events = new ArrayList<>();
  private final List<Memo> memos = new ArrayList<>();

  private Decision(Before before, boolean checks, Function<NodeReport, String> shown) {
    this.before = before;
    this.checks = checks;
    this.shown = shown;
  }

  /**
   * What was told before.
   *
   * @param known whether that could be found out; without it drift is told by each run, and the end
   *     of something by none
   * @param drift by node, a digest
   * @param away by node, that it was away once, or that this was told
   */
  public record Before(boolean known, Map<NodeName, String> drift, Map<NodeName, String> away) {
    /** Nothing is known. */
    public static final Before UNKNOWN = new Before(false, Map.of(), Map.of());

    public Before {
      drift = Map.copyOf(drift);
      away = Map.copyOf(away);
    }
  }

  /**
   * What was decided.
   *
   * @param events what to tell now
   * @param memos what to remember; those with an event only once that is told
   */
  public record Decided(List<NodeEvent> events, List<Memo> memos) {
    public Decided {
      events = List.copyOf(events);
      memos = List.copyOf(memos);
    }
  }

  /**
   * Decides.
   *
   * @param checks whether what differs is news, as it is of a drift check; of a plan it is none
   * @param shown a drifted node's differences as text, the same text for the same ones
   */
  public static Decided of(
      RunReport run, boolean checks, Before before, Function<NodeReport, String> shown) {
    Decision decision = new Decision(before, checks, shown);
    run.nodes().forEach(decision::node);
    return new Decided(decision.events, decision.memos);
  }

  private void node(NodeReport node) {
    Outcome outcome = node.outcome();
    if (outcome instanceof Outcome.Drifted it) {
      here(node);
      drifted(node, it.plan());
    } else if (outcome instanceof Outcome.InSync || outcome instanceof Outcome.Changed) {
      here(node);
      asWanted(node);
    } else if (outcome instanceof Outcome.Unreachable) {
      away(node);
    } else if (isRollback(outcome)) {
      events.add(event(Topic.ROLLBACK, node, false, null, List.of()));
    }
  }

  private static boolean isRollback(Outcome outcome) {
    return outcome instanceof Outcome.RolledBack
        || outcome instanceof Outcome.RolledBackDiffers
        || outcome instanceof Outcome.RollbackFailed
        || outcome instanceof Outcome.Unknown;
  }

  private void drifted(NodeReport node, Plan plan) {
    if (!checks) {
      return;
    }
    String digest = FileContent.of(shown.apply(node)).sha256();
    String earlier = before.drift().get(node.node());
    if (!digest.equals(earlier)) {
      List<String> targets =
          plan.tasks().stream()
              .flatMap(task -> task.changes().stream())
              .map(Change::target)
              .distinct()
              .toList();
      NodeEvent event = event(Topic.DRIFT, node, earlier != null, since(node), targets);
      events.add(event);
      memos.add(new Memo(node.node(), Topic.DRIFT, digest, event));
    }
  }

  private static @Nullable Instant since(NodeReport node) {
    return node.since().values().stream()
        .map(Since::firstSeen)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private void asWanted(NodeReport node) {
    if (before.drift().containsKey(node.node())) {
      NodeEvent event = event(Topic.RECOVERY, node, false, null, List.of());
      events.add(event);
      memos.add(new Memo(node.node(), Topic.DRIFT, null, event));
    }
  }

  // An apply that does not reach a node says so to whoever started it.
  private void away(NodeReport node) {
    if (!checks || !before.known()) {
      return;
    }
    String earlier = before.away().get(node.node());
    if (earlier == null) {
      memos.add(new Memo(node.node(), Topic.UNREACHABLE, SEEN, null));
    } else if (earlier.equals(SEEN)) {
      NodeEvent event = event(Topic.UNREACHABLE, node, false, null, List.of());
      events.add(event);
      memos.add(new Memo(node.node(), Topic.UNREACHABLE, TOLD, event));
    }
  }

  private void here(NodeReport node) {
    String earlier = before.away().get(node.node());
    if (earlier != null) {
      NodeEvent event =
          earlier.equals(SEEN) ? null : event(Topic.REACHABLE, node, false, null, List.of());
      if (event != null) {
        events.add(event);
      }
      memos.add(new Memo(node.node(), Topic.UNREACHABLE, null, event));
    }
  }

  // A guess is none: who was logged in as well has not done it.
  private static List<String> who(Outcome outcome) {
    return outcome instanceof Outcome.Drifted it
        ? it.clues().values().stream()
            .filter(Clue.Command.class::isInstance)
            .map(clue -> ((Clue.Command) clue).by())
            .distinct()
            .sorted()
            .toList()
        : List.of();
  }

  private static NodeEvent event(
      Topic topic, NodeReport node, boolean again, @Nullable Instant since, List<String> targets) {
    return new NodeEvent(
        topic,
        node.node(),
        RunReport.name(node.outcome()),
        again,
        since,
        targets,
        who(node.outcome()),
        OutcomeWords.message(node.outcome()).orElse(null));
  }
}
