package dev.bascule.fleet;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The time between two waves, and the second look at what the first of them changed. */
final class Soaking {
  private final Fleet fleet;
  private final Soak soak;
  private final long deadline;

  Soaking(Fleet fleet, Soak soak, long deadline) {
    this.fleet = fleet;
    this.soak = soak;
    this.deadline = deadline;
  }

  /** Waits and looks; why no further node may be begun, for each node that did not stay. */
  List<String> on(List<NodeName> wave) throws InterruptedException {
    Predicate<NodeResult> concerns = soak.always() ? Outcomes::changed : Outcomes::changedNetwork;
    List<NodeName> changed =
        wave.stream().filter(node -> concerns.test(fleet.results().get(node))).toList();
    if (changed.isEmpty() || fleet.stop.stopping()) {
      return List.of();
    }
    fleet.sink.accept(new RunEvent.Soaking(soak.time(), changed.size()));
    pause();
    List<String> reasons = new ArrayList<>();
    if (!fleet.stop.stopping()) {
      Tally none = new Tally(StopRules.NONE, changed.size());
      new Wave(changed, soak.look(), fleet, deadline, event -> {}, none)
          .run()
          .values()
          .forEach(second -> judge(second, reasons));
    }
    return reasons;
  }

  // Ctrl-C is not for after an hour's soak.
  private void pause() throws InterruptedException {
    BlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();
    Runnable wake = () -> asked.add(true);
    Duration left = Duration.ofNanos(Math.max(0, deadline - fleet.pacer.nanos()));
    fleet.stop.onAsk(wake);
    try {
      if (!fleet.stop.stopping()) {
        fleet.pacer.await(asked, left.compareTo(soak.time()) < 0 ? left : soak.time());
      }
    } finally {
      fleet.stop.forget(wake);
    }
  }

  private void judge(NodeResult second, List<String> reasons) {
    Outcome seen = second.outcome();
    if (seen instanceof Outcome.InSync || seen instanceof Outcome.Skipped) {
      return; // skipped: the run is at its end
    }
    NodeName node = second.node();
    NodeResult first = fleet.results().get(node);
    String begin = Outcomes.changedNetwork(first) ? "it is confirmed" : "it is changed";
    String time = Durations.text(soak.time());
    boolean there = seen instanceof Outcome.Drifted;
    String message =
        begin + (there ? ", and is no longer so " : ", and is not reachable ") + (time + " later");
    Outcome told =
        there
            ? new Outcome.Failed(
                Phase.VERIFY, message, "see what differs: bascule plan", Outcomes.targets(first))
            : new Outcome.Unreachable(
                message + ": " + Outcomes.words(seen) + failedBefore(first),
                "its rollback timer has ended: look at it on its console");
    Duration took = first == null ? second.took() : first.took();
    fleet.results().put(node, new NodeResult(node, told, took, first == null ? 0 : first.wave()));
    fleet.sink.accept(new RunEvent.NodeNote(node, message));
    reasons.add("the run stopped: " + node + (there ? " did not stay as it was" : " may be lost"));
  }

  private static String failedBefore(@Nullable NodeResult first) {
    return first != null && first.outcome() instanceof Outcome.Failed it
        ? "; what came behind its network had failed: " + it.message()
        : "";
  }
}
