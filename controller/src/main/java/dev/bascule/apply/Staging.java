package dev.bascule.apply;

import dev.bascule.file.MakeFolder;
import dev.bascule.file.PathState;
import dev.bascule.file.Step;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where new files wait for their rename: beside their place, and where that folder is only made by
 * the plan itself, in the nearest one above that is there already and so on the same file system.
 */
final class Staging {
  // A file's name may have 255 bytes; the mark around it takes at most 40.
  private static final int LONGEST_NAME = 50;

  private final Map<Integer, AbsolutePath> folders = new HashMap<>();

  private Staging() {}

  static Staging of(List<Numbered> steps) {
    Staging staging = new Staging();
    Map<AbsolutePath, AbsolutePath> made = new HashMap<>();
    for (Numbered numbered : steps) {
      Action step = numbered.step();
      if (step instanceof MakeFolder make) {
        AbsolutePath above = make.path().parent();
        made.put(make.path(), made.getOrDefault(above, above));
      } else if (step instanceof Step.AtPath atPath) {
        AbsolutePath parent = atPath.path().parent();
        staging.folders.put(
            numbered.number(), made.getOrDefault(parent, existing(atPath.before(), parent)));
      }
    }
    return staging;
  }

  // A command before may make the folder; until then the nearest one above serves.
  private static AbsolutePath existing(PathState before, AbsolutePath parent) {
    return before instanceof PathState.Absent absent ? absent.ancestor() : parent;
  }

  AbsolutePath folder(int number, AbsolutePath path) {
    return folders.getOrDefault(number, path.parent());
  }

  String name(AbsolutePath path) {
    String name = path.name();
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
