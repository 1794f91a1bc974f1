package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.model.Change;
import dev.bascule.network.Transaction;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What outcomes mean to a run of several stages. */
final class Outcomes {
  private Outcomes() {}

  /** Whether the node is left as it is from here on. */
  static boolean isFailure(Outcome outcome) {
    return !(outcome instanceof Outcome.InSync
        || outcome instanceof Outcome.Drifted
        || outcome instanceof Outcome.Changed);
  }

  /** Whether a node's network was changed, and that was confirmed, whatever came behind it. */
  static boolean changedNetwork(@Nullable NodeResult result) {
    Outcome outcome = result == null ? null : result.outcome();
    return outcome instanceof Outcome.Changed changed
        ? changed.plan().transaction() != null
        : outcome instanceof Outcome.Failed failed && failed.confirmed();
  }

  /** Whether something was changed that has to stay. */
  static boolean changed(@Nullable NodeResult result) {
    return changedNetwork(result)
        || (result != null && result.outcome() instanceof Outcome.Changed);
  }

  /** A failure in a word or two, after the node's name. */
  static String how(Outcome outcome) {
    if (outcome instanceof Outcome.RolledBack) {
      return "was rolled back";
    } else if (outcome instanceof Outcome.Unreachable) {
      return "is unreachable";
    }
    return outcome instanceof Outcome.Pending ? "waits to be confirmed" : "failed";
  }

  /** Why a node could not be looked at, in words. */
  static String words(Outcome outcome) {
    if (outcome instanceof Outcome.Unreachable it) {
      return it.message();
    }
    return outcome instanceof Outcome.Failed it ? it.message() : "it did not answer";
  }

  /** Whether a node may be lost, so that no further one is begun: R40. */
  static boolean stopsAll(Outcome outcome) {
    return outcome instanceof Outcome.RolledBackDiffers
        || outcome instanceof Outcome.RollbackFailed
        || (outcome instanceof Outcome.Unknown unknown && unknown.plan().transaction() != null);
  }

  /** One outcome of two stages; only the later one can be a failure. */
  static Outcome combine(Outcome earlier, Outcome later) {
    if (earlier instanceof Outcome.Changed changed) {
      return afterChange(changed.plan(), changed.notes(), later);
    }
    if (earlier instanceof Outcome.Drifted drifted && later instanceof Outcome.Drifted more) {
      return new Outcome.Drifted(join(drifted.plan(), more.plan()));
    }
    return later instanceof Outcome.InSync ? earlier : later;
  }

  // "Nothing was written" would be false: an earlier play wrote.
  private static Outcome afterChange(Plan done, List<String> notes, Outcome later) {
    if (later instanceof Outcome.Changed changed) {
      return new Outcome.Changed(join(done, changed.plan()), joined(notes, changed.notes()));
    } else if (later instanceof Outcome.Failed it) {
      return new Outcome.Failed(
          it.phase(), it.message(), it.hint(), joined(targets(done), it.done()), it.confirmed());
    } else if (later instanceof Outcome.Refused it) {
      return failed(Phase.PLAN, it.reason(), it.hint(), done, List.of());
    } else if (later instanceof Outcome.Unreachable it) {
      return failed(Phase.CONNECT, it.message(), it.hint(), done, List.of());
    } else if (later instanceof Outcome.Skipped it) {
      String message = "a later play was not begun: " + it.reason();
      return failed(Phase.CONNECT, message, null, done, List.of());
    } else if (later instanceof Outcome.Unknown it) {
      return new Outcome.Unknown(join(done, it.plan()), it.message(), it.hint());
    }
    return later instanceof Outcome.InSync || later instanceof Outcome.Drifted
        ? new Outcome.Changed(done, notes)
        : afterRollback(done, later);
  }

  // The network went back; what the earlier play did besides stays done.
  private static Outcome afterRollback(Plan done, Outcome later) {
    String stays = "; what an earlier play changed stays: " + String.join(", ", targets(done));
    if (later instanceof Outcome.RolledBack it) {
      return new Outcome.RolledBack(it.plan(), it.reason() + stays, it.hint());
    } else if (later instanceof Outcome.RolledBackDiffers it) {
      return new Outcome.RolledBackDiffers(it.plan(), it.reason() + stays, it.differences());
    } else if (later instanceof Outcome.RollbackFailed it) {
      return new Outcome.RollbackFailed(
          it.plan(), it.reason() + stays, it.rung(), it.differences());
    }
    return later;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** What was changed. */
  static List<String> targets(@Nullable NodeResult result) {
    Outcome outcome = result == null ? null : result.outcome();
    if (outcome instanceof Outcome.Failed failed) {
      return failed.done();
    }
    return outcome instanceof Outcome.Changed changed ? targets(changed.plan()) : List.of();
  }

  private static List<String> targets(Plan plan) {
    return plan.tasks().stream()
        .flatMap(task -> task.changes().stream())
        .map(Change::target)
        .toList();
  }

  private static Outcome failed(
      Phase phase, String message, @Nullable String hint, Plan done, List<String> more) {
    return new Outcome.Failed(phase, message, hint, joined(targets(done), more));
  }

  private static Plan join(Plan first, Plan second) {
    List<PlannedTask> tasks = new ArrayList<>(first.tasks());
    tasks.addAll(second.tasks());
    Transaction network = second.transaction();
    List<String> warnings = new ArrayList<>(first.warnings());
    second.warnings().stream().filter(each -> !warnings.contains(each)).forEach(warnings::add);
    return new Plan(first.node(), tasks, network == null ? first.transaction() : network, warnings);
  }
}
