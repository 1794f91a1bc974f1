package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.model.Change;
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

  /** One outcome of two stages; only the later one can be a failure. */
  static Outcome combine(Outcome earlier, Outcome later) {
    if (earlier instanceof Outcome.Changed changed) {
      return afterChange(changed.plan(), later);
    }
    if (earlier instanceof Outcome.Drifted drifted && later instanceof Outcome.Drifted more) {
      return new Outcome.Drifted(join(drifted.plan(), more.plan()));
    }
    return later instanceof Outcome.InSync ? earlier : later;
  }

  // "Nothing was written" would be false: an earlier play wrote.
  private static Outcome afterChange(Plan done, Outcome later) {
    if (later instanceof Outcome.Changed changed) {
      return new Outcome.Changed(join(done, changed.plan()));
    } else if (later instanceof Outcome.Failed it) {
      return failed(it.phase(), it.message(), it.hint(), done, it.done());
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
    return new Outcome.Changed(done);
  }

  private static Outcome failed(
      Phase phase, String message, @Nullable String hint, Plan done, List<String> more) {
    List<String> all = new ArrayList<>();
    for (PlannedTask task : done.tasks()) {
      task.changes().stream().map(Change::target).forEach(all::add);
    }
    all.addAll(more);
    return new Outcome.Failed(phase, message, hint, all);
  }

  private static Plan join(Plan first, Plan second) {
    List<PlannedTask> tasks = new ArrayList<>(first.tasks());
    tasks.addAll(second.tasks());
    return new Plan(first.node(), tasks);
  }
}
