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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows as a plan what undoes a confirmed transaction; the commands themselves are the node's. */
final class RevertPlan {
  private static final Window WINDOW =
      new Window(
          List.of(
              new Window.Part("a new login", Duration.ofSeconds(30)),
              new Window.Part("stability", SafeApply.USUAL.stable()),
              new Window.Part("addresses", Duration.ofSeconds(30))),
          Duration.ofSeconds(120));

  private static final Pattern TITLE = Pattern.compile("(?:^|')[=+-]\\d+ ([^']+)");

  private RevertPlan() {}

  static Plan of(NodeName node, Confirmed old) {
    List<Change.Detail> details = new ArrayList<>();
    titles(old).forEach(title -> details.add(new Change.Detail("step", null, title)));
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

  // The node's commands name their steps: a sign, a number, and words.
  private static Set<String> titles(Confirmed old) {
    Set<String> titles = new LinkedHashSet<>();
    for (String line : old.inverse()) {
      Matcher matcher = TITLE.matcher(line);
      if (matcher.find() && !matcher.group(1).startsWith("duplicate detection")) {
        titles.add(matcher.group(1));
      }
    }
    return titles;
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
