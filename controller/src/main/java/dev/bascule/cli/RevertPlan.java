package dev.bascule.cli;

import dev.bascule.apply.safe.Confirmed;
import dev.bascule.model.Change;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.NetworkState;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Transaction;
import dev.bascule.network.Window;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.Edits;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Shows as a plan what undoes a confirmed transaction; the commands themselves are the node's. */
final class RevertPlan {
  private static final Window WINDOW =
      new Window(
          List.of(
              new Window.Part("a new login", Duration.ofSeconds(30)),
              new Window.Part("stability", SafeApply.USUAL.stable()),
              new Window.Part("addresses", Duration.ofSeconds(30))),
          Duration.ofSeconds(120));

  private RevertPlan() {}

  static Plan of(NodeName node, Confirmed old) {
    List<Change.Detail> details = new ArrayList<>();
    old.inverse().stream()
        .filter(line -> !line.isBlank())
        .forEach(line -> details.add(new Change.Detail("run", null, line)));
    old.files().forEach(file -> details.add(new Change.Detail("file", null, file)));
    NetworkChange change =
        new NetworkChange(
            Change.Verb.UPDATE,
            "network on " + String.join(", ", old.touched()),
            details,
            NetworkChange.Effect.CUTS);
    PlannedTask task =
        new PlannedTask(
            "revert",
            "undo transaction " + old.id() + " of " + old.standing().value("owner"),
            "the node's journal",
            false,
            List.of(change));
    return new Plan(node, List.of(task), transaction(old));
  }

  private static Transaction transaction(Confirmed old) {
    Set<InterfaceName> touched = new TreeSet<>();
    old.touched().stream()
        .filter(InterfaceName::isValid)
        .map(InterfaceName::new)
        .forEach(touched::add);
    return new Transaction(
        NetworkState.EMPTY,
        NetworkState.EMPTY,
        List.of(),
        List.of(),
        touched,
        null,
        Tools.MODERN,
        WINDOW,
        SafeApply.USUAL,
        new Edits.Planned(List.of(), null, List.of(), null),
        old.addresses(),
        List.of());
  }
}
