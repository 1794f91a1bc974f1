package dev.bascule.file;

import dev.bascule.file.ControlService.Action;
import dev.bascule.model.AbsolutePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares kernel parameters, modules, services and commands. */
final class SystemDifferences {
  private SystemDifferences() {}

  static Difference sysctl(Resource.Sysctl wanted, Observation observed) {
    SysctlKey key = new SysctlKey(wanted.key());
    Optional<String> seen = observed.sysctl(key);
    if (seen.isEmpty() && !observed.changed()) {
      return Difference.impossible(
          "kernel parameter " + wanted.key() + " does not exist on this node",
          "a kernel_module task before may bring it, for example br_netfilter");
    }
    List<Step> steps = new ArrayList<>();
    if (seen.isEmpty() || !spaced(seen.get()).equals(spaced(wanted.value()))) {
      steps.add(
          new SetSysctl(key, seen.map(SystemDifferences::spaced).orElse(null), wanted.value()));
    }
    if (wanted.persistIn() != null) {
      Difference file = SettingsDifferences.sysctlFile(wanted.persistIn(), key, wanted, observed);
      if (!(file instanceof Difference.Steps more)) {
        return file;
      }
      steps.addAll(0, more.steps());
    }
    return new Difference.Steps(steps);
  }

  // The kernel separates the parts of a value with tabs.
  private static String spaced(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }

  static Difference module(Resource.KernelModule wanted, Observation observed) {
    String name = wanted.name().replace('-', '_');
    Observation.ModuleState seen = observed.modules().get(name);
    List<Step> steps = new ArrayList<>();
    if (wanted.loaded() != (seen != null)) {
      if (seen == Observation.ModuleState.BUILT_IN) {
        return Difference.impossible(
            "kernel module " + wanted.name() + " is built into this node's kernel",
            "it cannot be unloaded");
      }
      steps.add(new SetModule(name, wanted.loaded()));
    }
    if (wanted.persist() && seen != Observation.ModuleState.BUILT_IN) {
      Difference file = ModuleFiles.difference(wanted, observed);
      if (!(file instanceof Difference.Steps more)) {
        return file;
      }
      steps.addAll(more.steps());
    }
    return new Difference.Steps(steps);
  }

  static Difference service(Resource.Service wanted, Observation observed) {
    ObservedService seen =
        observed.services().getOrDefault(wanted.name(), new ObservedService(false, null, null));
    if (!seen.known() && !observed.changed()) {
      return Difference.impossible(
          "service " + wanted.name() + " does not exist on this node",
          "install what brings it first");
    }
    List<Step> steps = new ArrayList<>();
    if (wanted.enabled() != null && !wanted.enabled().equals(seen.enabled())) {
      steps.add(
          new ControlService(
              wanted.name(),
              wanted.enabled() ? Action.ENABLE : Action.DISABLE,
              seen.enabled() == null ? null : seen.enabled() ? "enabled" : "disabled"));
    }
    state(wanted, seen).ifPresent(steps::add);
    return new Difference.Steps(steps);
  }

  private static Optional<Step> state(Resource.Service wanted, ObservedService seen) {
    if (wanted.state() == null) {
      return Optional.empty();
    }
    String from = seen.running() == null ? null : seen.running() ? "running" : "stopped";
    return switch (wanted.state()) {
      case STARTED -> unless(Boolean.TRUE.equals(seen.running()), wanted, Action.START, from);
      case STOPPED -> unless(Boolean.FALSE.equals(seen.running()), wanted, Action.STOP, from);
      case RESTARTED -> unless(false, wanted, Action.RESTART, from);
      case RELOADED -> unless(false, wanted, Action.RELOAD, from);
    };
  }

  private static Optional<Step> unless(
      boolean holds, Resource.Service wanted, Action action, @Nullable String from) {
    return holds ? Optional.empty() : Optional.of(new ControlService(wanted.name(), action, from));
  }

  static Difference command(Resource.Command wanted, Observation observed) {
    Guard guard = wanted.guard();
    if (guard.creates() != null && isThere(guard.creates(), observed)) {
      return Difference.NONE;
    }
    if (guard.removes() != null && !isThere(guard.removes(), observed)) {
      return Difference.NONE;
    }
    boolean holds = guard.unless() != null && observed.unless().getOrDefault(wanted, false);
    if (holds && !observed.changed()) {
      return Difference.NONE;
    }
    return Difference.of(new RunCommand(wanted, holds));
  }

  private static boolean isThere(AbsolutePath path, Observation observed) {
    return !(observed.at(path) instanceof PathState.Absent);
  }
}
