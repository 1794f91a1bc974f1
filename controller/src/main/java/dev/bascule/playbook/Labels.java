package dev.bascule.playbook;

import dev.bascule.container.Container;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.file.Resource;
import dev.bascule.model.Desired;
import dev.bascule.network.NetworkResource;

/** Names tasks that have no name by their kind and what they concern. */
final class Labels {
  private static final int LONGEST = 60;

  private Labels() {}

  static String of(String kind, Desired resource) {
    return kind + " " + shortened(target(resource));
  }

  private static String target(Desired resource) {
    if (resource instanceof NetworkResource network) {
      return network.target().substring(network.target().lastIndexOf(' ') + 1);
    }
    if (resource instanceof Container container) {
      return container.id().text();
    }
    if (resource instanceof PveContainer container) {
      return container.id().text();
    }
    if (resource instanceof LxcContainer container) {
      return container.place().name();
    }
    if (resource instanceof Resource.RegularFile file) {
      return file.path().text();
    }
    if (resource instanceof Resource.Directory directory) {
      return directory.path().text();
    }
    if (resource instanceof Resource.SymbolicLink link) {
      return link.path().text();
    }
    if (resource instanceof Resource.AbsentPath absent) {
      return absent.path().text();
    }
    if (resource instanceof Resource.ExistingPath existing) {
      return existing.path().text();
    }
    if (resource instanceof Resource.Settings settings) {
      return settings.path().text();
    }
    if (resource instanceof Resource.Sysctl sysctl) {
      return sysctl.key();
    }
    if (resource instanceof Resource.KernelModule module) {
      return module.name();
    }
    if (resource instanceof Resource.Service service) {
      return service.name();
    }
    Resource.Command command = (Resource.Command) resource;
    return command.shell() ? firstCommand(command.body().get(0)) : String.join(" ", command.body());
  }

  // What a script begins with says little: comments, set -e, variables.
  private static String firstCommand(String script) {
    String telling =
        script
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("set "))
            .findFirst()
            .orElse(script.strip());
    return telling.equals(script.strip()) ? telling : telling + " …";
  }

  private static String shortened(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }
}
