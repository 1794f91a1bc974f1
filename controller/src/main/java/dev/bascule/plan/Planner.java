package dev.bascule.plan;

import dev.bascule.container.Container;
import dev.bascule.container.ContainerDifference;
import dev.bascule.container.ContainerDifferences;
import dev.bascule.container.SeenContainers;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcDifference;
import dev.bascule.container.lxc.LxcDifferences;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.container.proxmox.PveDifference;
import dev.bascule.container.proxmox.PveDifferences;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.file.Difference;
import dev.bascule.file.Differences;
import dev.bascule.file.Observation;
import dev.bascule.file.Resource;
import dev.bascule.file.Step;
import dev.bascule.file.SysctlKey;
import dev.bascule.model.Change;
import dev.bascule.model.Desired;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkResource.HostEnd;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Transaction;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Observed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans. Each task is compared with what will be there once the tasks before it are done, so
 * a file may stand in a directory that an earlier task makes.
 */
public final class Planner {
  private final List<PlannedTask> planned = new ArrayList<>();
  private final List<PlanProblem> problems = new ArrayList<>();
  private final Set<String> notified = new HashSet<>();
  private final Set<Desired> compared = new HashSet<>();
  private final @Nullable NetworkPlanner network;
  private final SeenContainers containers;
  private final SeenLxcs lxc;
  private final SeenPves proxmox;
  private final List<String> warnings = new ArrayList<>();
  private Observation observed;

  private Planner(Observed observed, String persistence) {
    this.observed = observed.files();
    this.containers = observed.containers();
    this.lxc = observed.lxc();
    this.proxmox = observed.proxmox();
    NodeNetwork seen = observed.network();
    this.network = seen == null ? null : new NetworkPlanner(seen, persistence);
  }

  /** A plan, or what keeps it from being made; then the plan must not be run. */
  public record Planned(Plan plan, List<PlanProblem> problems) {
    public Planned {
      problems = List.copyOf(problems);
    }
  }

  /** Compares where nothing is wanted of the network. */
  public static Planned plan(NodeName node, DesiredState desired, Observation observed) {
    return plan(node, desired, new Observed(observed));
  }

  /**
   * Compares.
   *
   * @param observed knows everything that the desired state asks about
   */
  public static Planned plan(NodeName node, DesiredState desired, Observed observed) {
    Planner planner = new Planner(observed, desired.persistence());
    desired.tasks().forEach(task -> planner.add(task, false));
    Transaction transaction = planner.transaction(desired);
    desired.handlers().stream()
        .filter(handler -> planner.notified.contains(handler.name()))
        .forEach(handler -> planner.add(handler, true));
    return new Planned(
        new Plan(node, planner.planned, transaction, planner.warnings), planner.problems);
  }

  private void addNetwork(DesiredTask task, NetworkResource wanted) {
    if (network == null) {
      throw new IllegalArgumentException("a plan for the network needs the network: " + task);
    }
    List<Change> changes = network.grant(task, wanted, problems);
    changed(task, false, changes);
  }

  // Files that differ show at the last task that wants something kept.
  private @Nullable Transaction transaction(DesiredState desired) {
    if (network == null || !problems.isEmpty()) {
      return null;
    }
    NetworkPlanner.Ending ending = network.end(desired.safeApply(), problems).orElse(null);
    if (ending == null) {
      return null;
    }
    if (!ending.files().isEmpty()) {
      DesiredTask task = ending.task();
      append(new PlannedTask(task.play(), task.name(), task.where(), false, ending.files()));
      notified.addAll(task.notifies());
    }
    return ending.transaction();
  }

  private void add(DesiredTask task, boolean handler) {
    if (task.resource() instanceof NetworkResource wanted) {
      addNetwork(task, wanted);
      return;
    }
    if (task.resource() instanceof Resource wanted) {
      addResource(task, wanted, handler);
      return;
    }
    // What a task before it does is not seen yet: the same once more would be done twice.
    if (!compared.add(task.resource())) {
      return;
    }
    if (task.resource() instanceof Container wanted) {
      addContainer(task, wanted, handler);
    } else if (task.resource() instanceof LxcContainer wanted) {
      addLxc(task, wanted, handler);
    } else if (task.resource() instanceof PveContainer wanted) {
      addProxmox(task, wanted, handler);
    }
  }

  private void addResource(DesiredTask task, Resource wanted, boolean handler) {
    Difference difference = difference(wanted);
    if (difference instanceof Difference.Impossible impossible) {
      problem(task, impossible.message(), impossible.hint());
      return;
    }
    List<Step> steps = ((Difference.Steps) difference).steps();
    for (Step step : steps) {
      observed = observed.after(step);
    }
    changed(task, handler, List.copyOf(steps));
  }

  // The kernel has a link's parameters once it has the link.
  private Difference difference(Resource wanted) {
    boolean comes =
        network != null
            && wanted instanceof Resource.Sysctl sysctl
            && network.brings(new SysctlKey(sysctl.key()).belowProcSys());
    return Differences.between(wanted, comes ? observed.changing() : observed);
  }

  private void addContainer(DesiredTask task, Container wanted, boolean handler) {
    ContainerDifference difference = ContainerDifferences.between(wanted, containers);
    if (difference instanceof ContainerDifference.Impossible impossible) {
      problem(task, impossible.message(), impossible.hint());
    } else if (difference instanceof ContainerDifference.Steps all) {
      changed(task, handler, List.copyOf(all.steps()));
    }
  }

  private void addLxc(DesiredTask task, LxcContainer wanted, boolean handler) {
    LxcDifference difference = LxcDifferences.between(wanted, lxc);
    if (difference instanceof LxcDifference.Impossible impossible) {
      problem(task, impossible.message(), impossible.hint());
      return;
    }
    LxcDifference.Steps all = (LxcDifference.Steps) difference;
    Optional<InterfaceName> missing = missing(wanted);
    if (missing.isPresent()) {
      problem(
          task,
          "there is no interface "
              + missing.get()
              + ", which container "
              + wanted.place()
              + " is to get",
          "it could not start");
      return;
    }
    // The end of one that runs is a port like any other; LXC makes it one at the next start.
    all.ends()
        .forEach(
            end -> addNetwork(task, new HostEnd(end.name(), end.bridge(), end.vlan(), List.of())));
    changed(task, handler, List.copyOf(all.steps()));
    if (!all.steps().isEmpty()) {
      warnings.addAll(all.notes());
    }
    if (!all.pending().isEmpty()) {
      warnings.add(LxcDifferences.pending(wanted.place(), all.pending()));
    }
    warnings.addAll(all.warnings());
  }

  private void addProxmox(DesiredTask task, PveContainer wanted, boolean handler) {
    PveDifference difference = PveDifferences.between(wanted, proxmox);
    if (difference instanceof PveDifference.Impossible impossible) {
      problem(task, impossible.message(), impossible.hint());
    } else if (difference instanceof PveDifference.Steps all) {
      all.ends()
          .forEach(end -> addNetwork(task, new HostEnd(end.name(), end.bridge(), null, List.of())));
      changed(task, handler, List.copyOf(all.steps()));
      if (!all.pending().isEmpty()) {
        warnings.add(PveDifferences.pending(wanted, all.pending()));
      }
    }
  }

  // Of one that runs, the card is inside.
  private Optional<InterfaceName> missing(LxcContainer wanted) {
    NetworkPlanner links = network;
    return links == null || lxc.get(wanted.place()).isRunning()
        ? Optional.empty()
        : wanted.cards().stream().filter(card -> !links.has(card)).findFirst();
  }

  private void problem(DesiredTask task, String message, @Nullable String hint) {
    problems.add(new PlanProblem(task.where(), task.name(), message, hint));
  }

  private void changed(DesiredTask task, boolean handler, List<Change> changes) {
    if (!changes.isEmpty()) {
      append(new PlannedTask(task.play(), task.name(), task.where(), handler, changes));
      notified.addAll(task.notifies());
    }
  }

  private void append(PlannedTask next) {
    int last = planned.size() - 1;
    if (last >= 0 && TaskSteps.belongTogether(planned.get(last), next)) {
      planned.set(last, TaskSteps.join(planned.get(last), next));
    } else {
      planned.add(next);
    }
  }
}
