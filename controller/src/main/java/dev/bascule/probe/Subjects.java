package dev.bascule.probe;

import dev.bascule.container.Container;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.file.Attributes;
import dev.bascule.file.ModuleFiles;
import dev.bascule.file.Resource;
import dev.bascule.file.Resource.Command;
import dev.bascule.file.SysctlKey;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.ContainerId;
import dev.bascule.model.Desired;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a probe is to look at, as the script takes it.
 *
 * @param paths lines of {@code probe-paths.sh}: what is wanted, a blank, the path
 * @param users names whose numbers are wanted
 * @param sysctls keys as tasks write them
 * @param unless commands whose guard is to be asked
 * @param containers of OpenVZ
 * @param lxc containers of LXC
 * @param proxmox containers of Proxmox VE
 */
public record Subjects(
    Set<String> paths,
    Set<String> users,
    Set<String> groups,
    Set<String> sysctls,
    Set<String> modules,
    Set<String> services,
    Set<Command> unless,
    Set<ContainerId> containers,
    Set<LxcPlace> lxc,
    Set<ContainerId> proxmox) {

  /** What has to be known to compare these with a node. */
  public static Subjects of(Collection<? extends Desired> wanted) {
    Subjects all = empty();
    for (Desired each : wanted) {
      if (each instanceof Resource resource) {
        all.add(resource);
      } else if (each instanceof Container container) {
        all.containers.add(container.id());
      } else if (each instanceof LxcContainer container) {
        all.lxc.add(container.place());
      } else if (each instanceof PveContainer container) {
        all.proxmox.add(container.id());
      }
    }
    return all;
  }

  private static Subjects empty() {
    return new Subjects(
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>());
  }

  /** Those of these that are not among others. */
  public Subjects without(Subjects known) {
    return new Subjects(
        minus(paths, known.paths),
        minus(users, known.users),
        minus(groups, known.groups),
        minus(sysctls, known.sysctls),
        minus(modules, known.modules),
        minus(services, known.services),
        minus(unless, known.unless),
        minus(containers, known.containers),
        minus(lxc, known.lxc),
        minus(proxmox, known.proxmox));
  }

  private static <T> Set<T> minus(Set<T> all, Set<T> known) {
    Set<T> left = new LinkedHashSet<>(all);
    left.removeAll(known);
    return left;
  }

  /** Whether there is nothing to look at. */
  public boolean isEmpty() {
    return paths.isEmpty()
        && users.isEmpty()
        && groups.isEmpty()
        && sysctls.isEmpty()
        && modules.isEmpty()
        && services.isEmpty()
        && unless.isEmpty()
        && containers.isEmpty()
        && lxc.isEmpty()
        && proxmox.isEmpty();
  }

  private void add(Resource resource) {
    if (resource instanceof Resource.RegularFile file) {
      path(file.content().sha256().substring(0, 16), file.path());
      owners(file.attributes());
    } else if (resource instanceof Resource.Directory directory) {
      path("d", directory.path());
      owners(directory.attributes());
    } else if (resource instanceof Resource.SymbolicLink link) {
      path("-", link.path());
    } else if (resource instanceof Resource.AbsentPath absent) {
      path("e", absent.path());
    } else if (resource instanceof Resource.ExistingPath existing) {
      path("d", existing.path());
      owners(existing.attributes());
    } else if (resource instanceof Resource.Settings settings) {
      path("c", settings.path());
      owners(settings.attributes());
    } else {
      addSystem(resource);
    }
  }

  private void addSystem(Resource resource) {
    if (resource instanceof Resource.Sysctl sysctl) {
      sysctls.add(new SysctlKey(sysctl.key()).text());
      path("c", sysctl.persistIn());
    } else if (resource instanceof Resource.KernelModule module) {
      modules.add(module.name().replace('-', '_'));
      if (module.persist()) {
        path("d", ModuleFiles.FOLDER);
        path("c", ModuleFiles.own(module.name()));
        path("c", ModuleFiles.LIST);
      }
    } else if (resource instanceof Resource.Service service) {
      services.add(service.name());
    } else if (resource instanceof Command command) {
      path("-", command.guard().creates());
      path("-", command.guard().removes());
      if (command.guard().unless() != null) {
        unless.add(command);
      }
    }
  }

  private void path(String what, @Nullable AbsolutePath path) {
    if (path != null) {
      paths.add(what + " " + path);
    }
  }

  private void owners(Attributes attributes) {
    name(attributes.owner(), users);
    name(attributes.group(), groups);
  }

  private static void name(@Nullable String name, Set<String> names) {
    // Root is 0 on every node, and a number needs no look at the node.
    boolean known =
        name == null || name.equals("root") || name.chars().allMatch(Character::isDigit);
    if (!known && name != null) {
      names.add(name);
    }
  }
}
