package dev.bascule.cli;

import dev.bascule.apply.safe.Confirmed;
import dev.bascule.model.Change;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Transaction;
import dev.bascule.network.Window;
import dev.bascule.network.Windows;
import dev.bascule.network.persist.Edits;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Shows as a plan what undoes a confirmed transaction; the commands themselves are the node's. */
final class RevertPlan {
  private final Confirmed old;
  private final NodeNetwork now;
  private final SafeApply settings;

  private RevertPlan(Confirmed old, NodeNetwork now, SafeApply settings) {
    this.old = old;
    this.now = now;
    this.settings = settings;
  }

  /**
   * Plans.
   *
   * @param now what the node's network is
   * @throws IllegalArgumentException where the window that is wished for is too small; check with
   *     {@link Windows#tooSmall}
   */
  static Plan of(NodeName node, Confirmed old, NodeNetwork now, SafeApply settings) {
    return new RevertPlan(old, now, settings).plan(node);
  }

  private Plan plan(NodeName node) {
    RevertEffects effects = new RevertEffects(now, old.before());
    List<Change> changes = new ArrayList<>(RevertSteps.of(old.inverse(), effects));
    old.files().forEach(file -> changes.add(file(file)));
    if (changes.isEmpty()) {
      String what = "network on " + String.join(", ", old.touched());
      NetworkChange.Effect effect = NetworkChange.Effect.CUTS;
      changes.add(new NetworkChange(Change.Verb.UPDATE, what, List.of(), effect));
    }
    String owner = old.standing().value("owner");
    PlannedTask task =
        new PlannedTask(
            "revert",
            "undo transaction " + old.id() + " of " + owner,
            "the node's journal",
            false,
            changes);
    return new Plan(node, List.of(task), transaction());
  }

  private static Change file(Confirmed.OldFile file) {
    return new NetworkChange(
        file.wasThere() ? Change.Verb.UPDATE : Change.Verb.REMOVE,
        file.path(),
        List.of(new Change.Detail("at confirm", null, file.wasThere() ? "as it was" : "goes")),
        NetworkChange.Effect.SAFE,
        Change.Layer.PERSISTENT);
  }

  /** Why a node waits how long. */
  static List<Window.Part> parts(Confirmed old, SafeApply settings) {
    boolean dhcp = old.inverse().stream().anyMatch(line -> line.contains("net_start_dhcp"));
    boolean v6 = old.before().stream().anyMatch(line -> line.matches("addr \\S+ 6 .*"));
    return Windows.parts(forwardDelay(old), dhcp, v6, settings);
  }

  // In 1/100 s: the longest among the bridges with STP that there will be again.
  private static int forwardDelay(Confirmed old) {
    int longest = 0;
    for (String line : old.before()) {
      String[] words = line.split("[ =]", -1);
      if (words.length == 4
          && words[0].equals("bridge")
          && words[2].equals("forward_delay")
          && old.touched().contains(words[1])
          && old.before().stream()
              .anyMatch(other -> other.matches("bridge " + words[1] + " stp_state=[1-9]\\d*"))) {
        longest = Math.max(longest, Integer.parseInt(words[3]));
      }
    }
    return longest;
  }

  private Transaction transaction() {
    List<Window.Part> parts = parts(old, settings);
    Set<InterfaceName> touched = new TreeSet<>();
    old.touched().stream()
        .filter(InterfaceName::isValid)
        .map(InterfaceName::new)
        .forEach(touched::add);
    return new Transaction(
        now.state(),
        now.state(),
        List.of(),
        List.of(),
        touched,
        now.control(),
        now.tools(),
        new Window(parts, settings.window() == null ? Window.sum(parts) : settings.window()),
        settings,
        new Edits.Planned(List.of(), null, List.of(), null),
        old.addresses(),
        List.of());
  }
}
