package dev.bascule.cli;

import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds group_vars and host_vars that would be passed over: those beside a further playbook that
 * lies in another folder than the first. Ansible gives them to the plays of that playbook alone.
 */
final class VarsBesidePlaybooks {
  private VarsBesidePlaybooks() {}

  static void check(List<Path> playbooks, List<String> inventories, Problems problems) {
    Set<Path> read = new HashSet<>();
    inventories.forEach(inventory -> addFolder(inventory, read));
    for (Path playbook : playbooks) {
      Path folder = folder(playbook);
      boolean first = playbook.equals(playbooks.get(0));
      if (read.add(real(folder)) && !first) {
        for (String name : List.of("group_vars", "host_vars")) {
          check(folder.resolve(name), playbook, problems);
        }
      }
    }
  }

  private static void check(Path variables, Path playbook, Problems problems) {
    if (Files.isDirectory(variables)) {
      problems.add(
          ProblemCode.NOT_IN_THIS_VERSION,
          new SourceFile(variables.toString(), "").start(),
          "variables beside a second playbook in another folder are not read",
          "give " + playbook + " to a run of its own, or keep the playbooks in one folder");
    }
  }

  private static void addFolder(String inventory, Set<Path> read) {
    if (!inventory.isBlank() && inventory.indexOf('\0') < 0) {
      Path path = Path.of(inventory);
      if (Files.exists(path)) {
        read.add(real(Files.isDirectory(path) ? path : folder(path)));
      }
    }
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath();
    }
  }
}
