package dev.bascule.apply;

import dev.bascule.container.SeenContainers;
import dev.bascule.container.VzStep;
import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.lxc.LxcStep;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.container.proxmox.ChangePveNet;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.file.ControlService;
import dev.bascule.file.MakeFolder;
import dev.bascule.file.MakeLink;
import dev.bascule.file.Observation;
import dev.bascule.file.ObservedService;
import dev.bascule.file.PathState;
import dev.bascule.file.RemovePath;
import dev.bascule.file.SetAccess;
import dev.bascule.file.SetModule;
import dev.bascule.file.SetSysctl;
import dev.bascule.file.Step;
import dev.bascule.file.Wanted;
import dev.bascule.file.WriteFile;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Action;
import dev.bascule.model.ContainerId;
import dev.bascule.probe.ContainersReader;
import dev.bascule.probe.Frames;
import dev.bascule.probe.LxcReader;
import dev.bascule.probe.ObservationReader;
import dev.bascule.probe.PveReader;
import dev.bascule.probe.Subjects;
import dev.bascule.probe.SubjectsText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what a plan wrote, in the same exec, after the last step. Of several steps on one
 * thing the last counts.
 */
final class Verification {
  private final Map<String, Action> last = new LinkedHashMap<>();
  private final Subjects subjects;

  Verification(List<Numbered> steps) {
    steps.forEach(numbered -> last.put(key(numbered.step()), numbered.step()));
    forgetRemoved();
    Set<String> paths = new LinkedHashSet<>();
    Set<String> sysctls = new LinkedHashSet<>();
    Set<String> modules = new LinkedHashSet<>();
    Set<String> services = new LinkedHashSet<>();
    Set<ContainerId> containers = new LinkedHashSet<>();
    Set<LxcPlace> lxc = new LinkedHashSet<>();
    Set<ContainerId> proxmox = new LinkedHashSet<>();
    for (Action step : last.values()) {
      if (step instanceof WriteFile write) {
        paths.add(write.after().sha256().substring(0, 16) + " " + write.path());
      } else if (step instanceof Step.AtPath atPath) {
        paths.add("- " + atPath.path());
      } else if (step instanceof SetSysctl set) {
        sysctls.add(set.key().text());
      } else if (step instanceof SetModule set) {
        modules.add(set.name());
      } else if (step instanceof ControlService control) {
        services.add(control.name());
      } else if (step instanceof VzStep container) {
        containers.add(container.id());
      } else if (step instanceof LxcStep container) {
        lxc.add(container.place());
      } else if (step instanceof ChangePveNet net) {
        proxmox.add(net.id());
      }
    }
    subjects =
        new Subjects(
            paths,
            Set.of(),
            Set.of(),
            sysctls,
            modules,
            services,
            Set.of(),
            containers,
            lxc,
            proxmox);
  }

  private static String key(Action step) {
    return step instanceof ControlService control
        ? step.target() + " " + control.details().get(0).name()
        : step.target();
  }

  // What is below a directory that a later step removes is gone with it.
  private void forgetRemoved() {
    List<AbsolutePath> removed = new ArrayList<>();
    last.values()
        .forEach(
            step -> {
              if (step instanceof RemovePath remove) {
                removed.add(remove.path());
              }
            });
    last.values()
        .removeIf(
            step ->
                step instanceof Step.AtPath atPath
                    && removed.stream()
                        .anyMatch(gone -> atPath.path().text().startsWith(gone + "/")));
  }

  List<String> parts() {
    return new SubjectsText(subjects).parts();
  }

  String values() {
    return new SubjectsText(subjects).values();
  }

  String calls() {
    return new SubjectsText(subjects).calls();
  }

  /** The first thing that is not as it should be, in words. */
  Optional<String> difference(Frames frames) {
    Observation seen = ObservationReader.read(frames, subjects);
    SeenContainers containers = ContainersReader.read(frames);
    SeenLxcs lxc = LxcReader.read(frames);
    SeenPves proxmox = PveReader.read(frames);
    boolean systemd = frames.first("systemd").isPresent();
    for (Action step : last.values()) {
      boolean held =
          step instanceof LxcStep container
              ? container.holdsFor(lxc.get(container.place()))
              : step instanceof ChangePveNet net
                  ? net.holdsFor(proxmox)
                  : holds(step, seen, containers, systemd);
      if (!held) {
        return Optional.of(step.target());
      }
    }
    return Optional.empty();
  }

  private static boolean holds(
      Action step, Observation seen, SeenContainers containers, boolean systemd) {
    if (step instanceof Step.AtPath atPath) {
      return seen.knows(atPath.path()) && holdsAt(atPath, seen.at(atPath.path()));
    } else if (step instanceof SetSysctl set) {
      String value = seen.sysctls().getOrDefault(set.key().text(), "");
      return words(value).equals(words(set.to()));
    } else if (step instanceof SetModule set) {
      return seen.modules().containsKey(set.name()) == set.loaded();
    } else if (step instanceof ControlService control) {
      return !systemd || serviceHolds(control, seen.services().get(control.name()));
    } else if (step instanceof VzStep container) {
      return container.holdsFor(containers.get(container.id()));
    }
    return true;
  }

  private static String words(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }

  private static boolean holdsAt(Step.AtPath step, PathState state) {
    if (step instanceof WriteFile write) {
      return state instanceof PathState.File file
          && write.after().sha256().equals(file.sha256())
          && write.wanted().holdsFor(file.access());
    } else if (step instanceof MakeFolder make) {
      return state instanceof PathState.Folder && holds(make.wanted(), state);
    } else if (step instanceof MakeLink make) {
      return state instanceof PathState.Link link && link.target().equals(make.to());
    } else if (step instanceof SetAccess set) {
      return holds(set.wanted(), state);
    }
    return state instanceof PathState.Absent;
  }

  private static boolean holds(Wanted wanted, PathState state) {
    return state instanceof PathState.Present present && wanted.holdsFor(present.access());
  }

  private static boolean serviceHolds(ControlService control, @Nullable ObservedService seen) {
    if (seen == null) {
      return false;
    }
    return switch (control.action()) {
      case START, RESTART -> !Boolean.FALSE.equals(seen.running());
      case STOP -> !Boolean.TRUE.equals(seen.running());
      case ENABLE -> !Boolean.FALSE.equals(seen.enabled());
      case DISABLE -> !Boolean.TRUE.equals(seen.enabled());
      case RELOAD -> true;
    };
  }
}
