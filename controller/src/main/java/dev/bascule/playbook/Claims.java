package dev.bascule.playbook;

import dev.bascule.container.Container;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.file.Resource;
import dev.bascule.model.Desired;
import dev.bascule.network.NetworkResource;
import dev.bascule.playbook.lint.Wish;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.state.DesiredTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tasks of one node want, so that two that want different things of the same thing are
 * found: each run would change it twice, for ever.
 */
final class Claims {
  private record Claim(Object value, Position position) {}

  private final Map<String, Claim> claims = new HashMap<>();
  private final Problems problems;

  private Claims(Problems problems) {
    this.problems = problems;
  }

  /** Checks all tasks of a node; gives what they want of its network. */
  static List<Wish> check(List<NodeSource> parts, Problems problems) {
    Claims claims = new Claims(problems);
    List<Wish> wishes = new ArrayList<>();
    for (NodeSource part : parts) {
      for (NodeSource.Slot slot : part.tasks()) {
        for (DesiredTask task : slot.ready() == null ? List.<DesiredTask>of() : slot.ready()) {
          claims.add(slot.task(), task);
          if (task.resource() instanceof NetworkResource
              || task.resource() instanceof Container
              || task.resource() instanceof LxcContainer
              || task.resource() instanceof PveContainer) {
            wishes.add(new Wish(task.resource(), slot.task().body().node()));
          }
        }
      }
    }
    return wishes;
  }

  private void add(Task task, DesiredTask desired) {
    Desired resource = desired.resource();
    Position at = task.position();
    if (resource instanceof Resource.RegularFile file) {
      claim(file.path().text(), file, at);
    } else if (resource instanceof Resource.Directory directory) {
      claim(directory.path().text(), directory, at);
    } else if (resource instanceof Resource.SymbolicLink link) {
      claim(link.path().text(), link, at);
    } else if (resource instanceof Resource.AbsentPath absent) {
      claim(absent.path().text(), absent, at);
    } else if (resource instanceof Resource.Settings settings) {
      settings(settings, at);
    } else if (resource instanceof Resource.Sysctl sysctl) {
      claim("sysctl " + proc(sysctl.key()), sysctl.value(), at);
    } else if (resource instanceof Resource.KernelModule module) {
      claim("kernel module " + module.name().replace('-', '_'), module, at);
    } else if (resource instanceof Container container) {
      claim("container " + container.id(), container, at);
    } else if (resource instanceof PveContainer container) {
      claim("container " + container.id() + " of Proxmox", container, at);
    } else if (resource instanceof LxcContainer container) {
      claim("container " + container.place().config(), container, at);
    } else if (resource instanceof Resource.Service service) {
      service(service, at);
    }
  }

  // Two tasks may set different keys of one file; neither goes with a task that owns all of it.
  private void settings(Resource.Settings settings, Position at) {
    claim(settings.path().text(), "settings", at);
    settings
        .settings()
        .forEach((key, value) -> claim("setting " + key + " in " + settings.path(), value, at));
  }

  private void service(Resource.Service service, Position at) {
    if (service.state() != null) {
      claim("the state of service " + service.name(), service.state(), at);
    }
    if (service.enabled() != null) {
      claim("the start at boot of service " + service.name(), service.enabled(), at);
    }
  }

  // The first sign says which of the two separates: a.b/c is a/b.c, and a/b.c is itself.
  static String proc(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    if (dot < 0 || (slash >= 0 && slash < dot)) {
      return key;
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }

  private void claim(String what, Object value, Position at) {
    Claim first = claims.putIfAbsent(what, new Claim(value, at));
    if (first != null && !first.value().equals(value)) {
      problems.add(
          new Problem(
              ProblemCode.MANAGED_TWICE,
              at,
              "another task wants something else of " + what,
              first.position().equals(at)
                  ? "this very task, for another item of its loop"
                  : "the other is at " + first.position() + "; keep one of them"));
    }
  }
}
