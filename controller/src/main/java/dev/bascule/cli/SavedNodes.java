package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.fleet.WorkContext;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.plan.Plan;
import dev.bascule.saved.SavedPlan;
import dev.bascule.saved.SavedPlan.Node;
import dev.bascule.saved.SavedPlan.Part;
import dev.bascule.saved.SealKey;
import dev.bascule.state.DesiredSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Does on each node what a saved plan says, if it would be planned again just so.
 *
 * @param secrets of this run
 * @param withheld what is masked in the saved plan besides
 * @param back the nodes that it was tried on in vain
 */
record SavedNodes(
    SavedPlan saved, SealKey key, Secrets secrets, List<String> withheld, WentBack back) {
  private static final String HINT = "plan again";
  private static final String LOOK =
      "look at it, with bascule status or bascule resume, and plan again";
  private static final int MOST = 8;

  /** The nodes that it changes. */
  Set<NodeName> toChange() {
    return saved.nodes().stream()
        .filter(node -> node.state() == SavedPlan.State.TO_CHANGE)
        .map(Node::name)
        .filter(name -> back.why(name).isEmpty())
        .collect(Collectors.toSet());
  }

  /** Looks at a node, and goes on over the same connection where all is as it was. */
  Outcome check(
      Visit visit, NodeName name, DesiredSource wanted, Visit.Then then, WorkContext context) {
    Node node = saved.node(name).orElse(null);
    if (node == null) {
      return new Outcome.Refused(new Plan(name, List.of()), "it is not in the saved plan", HINT);
    }
    String tried = back.words().get(name);
    if (tried != null) {
      return refused(new Plan(name, List.of()), tried);
    }
    return switch (node.state()) {
      case NOT_PLANNED -> new Outcome.Skipped("not in the saved plan: " + node.words());
      case IN_SYNC ->
          visit.check(name, wanted, (same, connection, plan, context2) -> drifted(plan), context);
      case TO_CHANGE ->
          visit.check(
              name,
              wanted,
              (same, connection, plan, work) ->
                  hashes(PlanOut.parts(plan, key, secrets)).equals(hashes(node.parts()))
                      ? unlessTried(then).go(same, connection, plan, work)
                      : moved(plan, node.parts()),
              context);
    };
  }

  /**
   * The same where the plan was not tried on the node in vain meanwhile, by another run: read once
   * it is this run's turn.
   */
  Visit.Then unlessTried(Visit.Then then) {
    return (visit, connection, plan, context) -> {
      try {
        Optional<String> tried = back.again().why(plan.node());
        return tried.isPresent()
            ? refused(plan, tried.get())
            : then.go(visit, connection, plan, context);
      } catch (IOException e) {
        return new Outcome.Refused(plan, WentBack.unread(e), back.hint());
      }
    };
  }

  private static Outcome refused(Plan plan, String reason) {
    return new Outcome.Refused(plan, reason, LOOK);
  }

  private Outcome drifted(Plan plan) {
    return new Outcome.Refused(
        plan,
        "it was in sync when the plan was saved, and is not now: "
            + listed(PlanOut.parts(plan, key, secrets).stream().map(Part::what).toList()),
        HINT);
  }

  // Not their names: what is masked in them may not be known yet.
  private static List<String> hashes(List<Part> parts) {
    return parts.stream().map(Part::hash).toList();
  }

  private Outcome moved(Plan plan, List<Part> was) {
    List<Part> now = PlanOut.parts(plan, key, secrets.and(withheld));
    return new Outcome.Refused(
        plan, "moved on since the plan was saved: " + listed(differences(was, now)), HINT);
  }

  private static List<String> differences(List<Part> was, List<Part> now) {
    Set<String> names = new LinkedHashSet<>();
    was.forEach(part -> names.add(part.what()));
    now.forEach(part -> names.add(part.what()));
    List<String> all = new ArrayList<>();
    for (String name : names) {
      List<Part> before = of(name, was);
      List<Part> after = of(name, now);
      if (after.isEmpty()) {
        all.add("nothing left of '" + name + "'");
      } else if (before.isEmpty()) {
        all.add("now also '" + name + "'");
      } else if (!before.equals(after)) {
        all.add("'" + name + "' would not do the same, or not to the same");
      }
    }
    return all.isEmpty() ? List.of("its changes come in another order") : all;
  }

  private static List<Part> of(String name, List<Part> parts) {
    return parts.stream().filter(part -> part.what().equals(name)).toList();
  }

  private static String listed(List<String> all) {
    String some = String.join("; ", all.subList(0, Math.min(MOST, all.size())));
    return all.size() > MOST ? some + "; and " + (all.size() - MOST) + " more" : some;
  }
}
