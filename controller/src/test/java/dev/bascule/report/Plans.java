package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans to report on. */
final class Plans {
  private Plans() {}

  record Made(
      Verb verb, String target, Layer layer, List<Detail> details, Optional<ContentChange> content)
      implements Change {
    Made(Verb verb, String target, List<Detail> details, Optional<ContentChange> content) {
      this(verb, target, Layer.PERSISTENT, details, content);
    }
  }

  static Change at(Change.Layer layer, Change.Verb verb, String target) {
    return new Made(verb, target, layer, List.of(), Optional.empty());
  }

  static Change update(String target, String before, String after) {
    return content(Change.Verb.UPDATE, target, FileContent.of(before), FileContent.of(after));
  }

  static Change content(
      Change.Verb verb, String target, @Nullable FileContent before, FileContent after) {
    return new Made(
        verb, target, List.of(), Optional.of(new Change.ContentChange(before, after, false)));
  }

  static Change script(Change.Verb verb, @Nullable FileContent before, FileContent after) {
    return new Made(
        verb,
        "/usr/sbin/hook",
        List.of(),
        Optional.of(new Change.ContentChange(before, after, false, true)));
  }

  static Change detail(String target, String name, @Nullable String from, @Nullable String to) {
    Change.Detail detail = new Change.Detail(name, from, to);
    return new Made(Change.Verb.UPDATE, target, List.of(detail), Optional.empty());
  }

  static Plan plan(String node, Change... changes) {
    PlannedTask task =
        new PlannedTask(
            "Bridge the uplink", "vznet.conf", "playbooks/site.yml:14:5", false, List.of(changes));
    return new Plan(new NodeName(node), List.of(task));
  }

  static NodeReport node(String name, Outcome outcome) {
    return new NodeReport(new NodeName(name), outcome, Duration.ofMillis(120));
  }

  static NodeReport drifted(String name, Change... changes) {
    return node(name, new Outcome.Drifted(plan(name, changes)));
  }

  static RunReport run(NodeReport... nodes) {
    return new RunReport("plan", List.of(nodes), false, false);
  }
}
