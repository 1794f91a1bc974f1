package dev.bascule.file;

import dev.bascule.file.PathDifferences.NewContent;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The files that load modules at boot. */
public final class ModuleFiles {
  /** Read by systemd and by newer SysV scripts, where it exists. */
  public static final AbsolutePath FOLDER = new AbsolutePath("/etc/modules-load.d");

  /** Debian's older list, one module a line. */
  public static final AbsolutePath LIST = new AbsolutePath("/etc/modules");

  private ModuleFiles() {}

  /** The file of one module's own. */
  public static AbsolutePath own(String module) {
    return new AbsolutePath(FOLDER + "/" + module.replace('-', '_') + ".conf");
  }

  static Difference difference(Resource.KernelModule wanted, Observation observed) {
    boolean folder = observed.at(FOLDER) instanceof PathState.Folder;
    return folder ? inFolder(wanted, observed) : inList(wanted, observed);
  }

  private static Difference inFolder(Resource.KernelModule wanted, Observation observed) {
    AbsolutePath path = own(wanted.name());
    if (!wanted.loaded()) {
      return PathDifferences.absent(new Resource.AbsentPath(path, false), observed);
    }
    // Debian links /etc/modules-load.d/modules.conf to the list: a module in it is kept already.
    if (listed(observed).contains(wanted.name())) {
      return Difference.NONE;
    }
    FileContent content = FileContent.of(wanted.name() + "\n");
    return PathDifferences.file(
        new Resource.RegularFile(path, content, Attributes.ANY, false), observed);
  }

  private static Difference inList(Resource.KernelModule wanted, Observation observed) {
    List<String> lines = listed(observed);
    if (lines.contains(wanted.name()) == wanted.loaded()) {
      return Difference.NONE;
    }
    String kept =
        lines.stream()
            .filter(line -> !line.equals(wanted.name()))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    String text = wanted.loaded() ? kept + wanted.name() + "\n" : kept;
    AbsolutePath path = observed.real(LIST);
    NewContent content = NewContent.editedTo(FileContent.of(text));
    return PathDifferences.content(path, observed.at(path), content, Attributes.ANY, observed);
  }

  private static List<String> listed(Observation observed) {
    PathState state = observed.at(observed.real(LIST));
    if (state instanceof PathState.File file && file.content() != null) {
      return Arrays.asList(file.content().text().split("\n", -1)).stream()
          .filter(line -> !line.isEmpty())
          .toList();
    }
    return List.of();
  }
}
