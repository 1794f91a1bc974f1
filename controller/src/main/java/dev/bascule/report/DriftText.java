package dev.bascule.report;

import dev.bascule.model.Change;
import dev.bascule.model.Change.Layer;
import dev.bascule.model.Change.Verb;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How a node differs, as lines of text: what runs and what its files say stand apart, for a boot
 * mends the one and brings the other.
 */
record DriftText(PlanText plans, Palette palette) {

  List<String> lines(Plan plan) {
    List<String> out = new ArrayList<>();
    add(out, plan, now(plan), change -> isSeen(change) && change.layer() == Layer.RUNTIME);
    add(
        out,
        plan,
        "in its files, for the next boot",
        change -> isSeen(change) && change.layer() == Layer.PERSISTENT);
    add(
        out,
        plan,
        "now, and at the next boot too",
        change -> isSeen(change) && change.layer() == Layer.BOTH);
    add(out, plan, "to be run", change -> !isSeen(change));
    out.addAll(plans.warnings(plan.warnings()));
    return out;
  }

  // A command or a restart mends something; nobody has seen it differ.
  private static boolean isSeen(Change change) {
    return change.verb() != Verb.RUN;
  }

  // Only where the files are as they should be does a boot bring what is wanted.
  private static String now(Plan plan) {
    boolean kept =
        plan.tasks().stream()
            .flatMap(task -> task.changes().stream())
            .anyMatch(change -> isSeen(change) && change.layer() != Layer.RUNTIME);
    return kept ? "now, in what runs" : "now, in what runs; gone after a reboot";
  }

  private void add(List<String> out, Plan plan, String heading, Predicate<Change> which) {
    List<PlannedTask> tasks = new ArrayList<>();
    for (PlannedTask task : plan.tasks()) {
      List<Change> changes = task.changes().stream().filter(which).toList();
      if (!changes.isEmpty()) {
        tasks.add(new PlannedTask(task.play(), task.name(), task.where(), task.handler(), changes));
      }
    }
    if (!tasks.isEmpty()) {
      out.add("  " + palette.bold(heading) + ":");
      plans.tasks(tasks, false).forEach(line -> out.add("  " + line));
    }
  }
}
