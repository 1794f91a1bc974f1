package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.file.Resource;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.TransportException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A local shell and a folder for the lock: enough of a node for most tests. */
record Node(LocalShell shell, Path locks) {
  static final NodeName NAME = new NodeName("hn1");
  private static final Deadlines DEADLINES =
      new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(30));

  Plan plan(Resource... wanted) throws TransportException, UnresolvedException {
    return check(source(wanted)).plan();
  }

  NodeCheck.Checked check(DesiredSource source) throws TransportException, UnresolvedException {
    return NodeCheck.check(NAME, shell, source, DEADLINES);
  }

  Outcome run(Plan plan) {
    return run(plan, Hold.NONE);
  }

  /** The same for a part of a run. */
  Outcome run(Plan plan, Hold hold) {
    PlanRunner.Place where = new PlanRunner.Place(List.of(locks.toString()), locks + "/state");
    return PlanRunner.run(shell, plan, DEADLINES, phase -> {}, where, hold);
  }

  /** Plans, runs, and plans again: the second plan must be empty. */
  void bring(Resource... wanted) throws TransportException, UnresolvedException {
    Plan plan = plan(wanted);
    assertThat(run(plan)).isEqualTo(new Outcome.Changed(plan));
    assertThat(plan(wanted).tasks()).isEmpty();
  }

  static DesiredSource source(Resource... wanted) {
    List<DesiredTask> tasks = new ArrayList<>();
    for (Resource resource : wanted) {
      int line = tasks.size() + 1;
      tasks.add(
          new DesiredTask("play", "task " + line, "site.yml:" + line + ":1", resource, List.of()));
    }
    return source(new DesiredState(tasks, List.of()));
  }

  static DesiredSource source(DesiredState state) {
    return new DesiredSource() {
      @Override
      public DesiredState beforeContact() {
        return state;
      }

      @Override
      public Set<String> factsUsed() {
        return Set.of();
      }

      @Override
      public DesiredState resolve(Facts facts) {
        return state;
      }
    };
  }
}
