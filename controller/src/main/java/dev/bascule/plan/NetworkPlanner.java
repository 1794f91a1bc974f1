package dev.bascule.plan;

import dev.bascule.model.Change;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.KeptMac;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Transaction;
import dev.bascule.network.Transactions;
import dev.bascule.network.persist.Backend;
import dev.bascule.network.persist.Backends;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.NetworkFileChange;
import dev.bascule.network.persist.PersistRequest;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import dev.bascule.state.DesiredTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a plan that is about the network: wishes one by one, then one transaction of all. */
final class NetworkPlanner {
  private static final Edits.Planned NO_EDITS = new Edits.Planned(List.of(), null, List.of(), null);

  private final NodeNetwork seen;
  private final String persistence;
  private final Map<NetworkResource, DesiredTask> granted = new LinkedHashMap<>();
  private final Set<InterfaceName> kept = new TreeSet<>();
  private final Map<InterfaceName, InterfaceName> adopted = new TreeMap<>();
  private final Set<InterfaceName> vlans = new TreeSet<>();
  private final Set<InterfaceName> macs = new TreeSet<>();
  private final List<NetworkResource> passing = new ArrayList<>();
  private NetworkState target;
  private @Nullable DesiredTask last;
  private @Nullable DesiredTask lastKept;

  NetworkPlanner(NodeNetwork seen, String persistence) {
    this.seen = seen;
    this.persistence = persistence;
    this.target = seen.state();
  }

  /** The transaction, and the files that show as changes of a task. */
  record Ending(Transaction transaction, DesiredTask task, List<Change> files) {}

  /** Whether a kernel parameter is one of a link that the tasks before make. */
  boolean brings(String parameter) {
    return target.links().stream()
        .map(Link::name)
        .filter(name -> seen.state().link(name).isEmpty())
        .anyMatch(
            name ->
                parameter.matches(
                    "net/ipv[46]/(conf|neigh)/" + Pattern.quote(name.text()) + "/.*"));
  }

  /** Whether there is a link once the tasks before are done. */
  boolean has(InterfaceName link) {
    return target.link(link).isPresent();
  }

  /** Grants a wish; what differs, or a problem. */
  List<Change> grant(DesiredTask task, NetworkResource wish, List<PlanProblem> problems) {
    Reach reach = Target.of(seen, target, wish);
    if (reach instanceof Reach.Impossible impossible) {
      // What is there may be gone in a minute: then every other reason would lead astray.
      problems.add(
          seen.pending() == null
              ? problem(task, impossible.message(), impossible.hint())
              : problem(task, Transactions.pending(seen.pending()), Transactions.PENDING_HINT));
      return List.of();
    }
    Reach.Reached reached = (Reach.Reached) reach;
    NetworkState before = target;
    target = reached.after();
    contradicted().ifPresent(earlier -> problems.add(problem(task, undone(earlier), null)));
    granted.put(wish, task);
    last = task;
    passing.addAll(Passing.of(wish));
    if (wish.persist()) {
      lastKept = task;
      kept.addAll(WishedLinks.of(wish, before, target));
      if (wish instanceof NetworkResource.Bridge bridge) {
        vlans.addAll(bridge.vlans().keySet());
        if (bridge.mac() != null) {
          macs.add(bridge.name());
        }
      }
      adopted.putAll(WishedLinks.adopted(wish, before, target));
    }
    return List.copyOf(reached.changes());
  }

  // A second run would find it undone, and undo the other: no plan would ever be empty.
  private Optional<DesiredTask> contradicted() {
    return granted.entrySet().stream()
        .filter(
            earlier ->
                !(Target.of(seen, target, earlier.getKey()) instanceof Reach.Reached reached
                    && reached.changes().isEmpty()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String undone(DesiredTask earlier) {
    return "undoes what an earlier task wants: " + earlier.name() + " (" + earlier.where() + ")";
  }

  /** Makes one transaction of all; empty where there is nothing to do, or a problem. */
  Optional<Ending> end(SafeApply settings, List<PlanProblem> problems) {
    DesiredTask task = lastKept == null ? last : lastKept;
    if (task == null) {
      return Optional.empty();
    }
    target = KeptMac.in(seen.state(), target);
    Edits edits = edits();
    if (edits instanceof Edits.Refused refused) {
      problems.add(unwritten(task, refused));
      return Optional.empty();
    }
    Edits.Planned planned = (Edits.Planned) edits;
    Transactions.Outcome outcome =
        Transactions.of(seen, target, List.copyOf(granted.keySet()), settings, planned, kept);
    if (outcome instanceof Transactions.Outcome.Refused refused) {
      problems.add(problem(task, refused.message(), refused.hint()));
    }
    return outcome instanceof Transactions.Outcome.Made made
        ? Optional.of(new Ending(made.transaction(), task, files(planned)))
        : Optional.empty();
  }

  private PlanProblem unwritten(DesiredTask task, Edits.Refused refused) {
    return Transactions.foreign(seen, target)
        .map(foreign -> problem(task, foreign.message(), foreign.hint()))
        .orElseGet(
            () -> {
              String what = refused.where() + " cannot be edited safely: " + refused.reason();
              return problem(task, what, refused.hint());
            });
  }

  private static List<Change> files(Edits.Planned edits) {
    return edits.files().stream().<Change>map(NetworkFileChange::new).toList();
  }

  private Edits edits() {
    if (kept.isEmpty()) {
      return NO_EDITS;
    }
    Optional<Backend> backend = Backends.choose(seen.files(), persistence);
    if (backend.isPresent()) {
      return backend
          .get()
          .edit(
              seen.files(),
              new PersistRequest(said(seen.state()), said(target), kept, adopted, vlans, macs));
    }
    // Where nothing changes there is nothing to persist either: a plan that is in sync stays so.
    return target.equals(seen.state())
        ? NO_EDITS
        : new Edits.Refused(
            "the network's configuration for the next boot",
            "none that is known here governs this node",
            "say persist: false (--persist none): the change lasts until the next boot");
  }

  // What is not to be kept is no concern of the files: they neither get it nor lose it.
  private NetworkState said(NetworkState state) {
    NetworkState said = state;
    for (NetworkResource wish : passing) {
      said = Target.of(seen, said, wish) instanceof Reach.Reached reached ? reached.after() : said;
    }
    return said;
  }

  private static PlanProblem problem(DesiredTask task, String message, @Nullable String hint) {
    // Of a network, what cannot be had is what must not be: a loop, no way back, a foreign owner.
    return new PlanProblem(task.where(), task.name(), message, hint, true);
  }
}
