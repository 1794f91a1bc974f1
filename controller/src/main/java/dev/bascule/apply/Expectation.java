package dev.bascule.apply;

import dev.bascule.file.PathState;
import dev.bascule.file.Step;
import dev.bascule.model.AbsolutePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the node must still look like for a plan to be run: each path that it touches, as it was
 * seen before the first step there. In the form that {@code look} in {@code apply.sh} prints.
 */
final class Expectation {
  private final Map<AbsolutePath, PathState> states;

  private Expectation(Map<AbsolutePath, PathState> states) {
    this.states = states;
  }

  static Expectation of(List<Numbered> steps) {
    Map<AbsolutePath, PathState> states = new LinkedHashMap<>();
    for (Numbered numbered : steps) {
      if (numbered.step() instanceof Step.AtPath atPath) {
        states.putIfAbsent(atPath.path(), atPath.before());
      }
    }
    return new Expectation(states);
  }

  /** The paths to look at, as the script takes them. */
  List<String> paths() {
    return states.entrySet().stream()
        .map(entry -> (hashed(entry.getValue()) ? "h " : "- ") + entry.getKey())
        .toList();
  }

  private static boolean hashed(PathState state) {
    return state instanceof PathState.File file && file.sha256() != null;
  }

  /** What the script must see, without the last line end. */
  String text() {
    List<String> kinds = new ArrayList<>();
    List<String> stats = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    states.forEach(
        (path, state) -> {
          kinds.addAll(kind(path, state));
          stats.addAll(stat(path, state));
          sums.addAll(sum(path, state));
        });
    kinds.addAll(stats);
    kinds.addAll(sums);
    return String.join("\n", kinds);
  }

  private static List<String> kind(AbsolutePath path, PathState state) {
    if (state instanceof PathState.Absent) {
      return List.of("none " + path);
    }
    return state instanceof PathState.Link link
        ? List.of("link " + path, link.target())
        : List.of();
  }

  private static List<String> stat(AbsolutePath path, PathState state) {
    if (!(state instanceof PathState.Present present)) {
      return List.of();
    }
    int mode = type(state) | present.access().mode().bits();
    return List.of(
        String.format(
            Locale.ROOT,
            "%x %d %d %s",
            mode,
            present.access().uid(),
            present.access().gid(),
            path));
  }

  private static int type(PathState state) {
    if (state instanceof PathState.File) {
      return 0100000;
    } else if (state instanceof PathState.Folder) {
      return 0040000;
    } else if (state instanceof PathState.Link) {
      return 0120000;
    }
    return switch (((PathState.Special) state).kind()) {
      case "a block device" -> 0060000;
      case "a character device" -> 0020000;
      case "a pipe" -> 0010000;
      default -> 0140000;
    };
  }

  private static List<String> sum(AbsolutePath path, PathState state) {
    return state instanceof PathState.File file && file.sha256() != null
        ? List.of(file.sha256() + "  " + path)
        : List.of();
  }

  /** The first path that is not as expected, from what the script saw instead. */
  Optional<AbsolutePath> moved(List<String> seen) {
    for (Map.Entry<AbsolutePath, PathState> entry : states.entrySet()) {
      List<String> lines = new ArrayList<>(kind(entry.getKey(), entry.getValue()));
      lines.addAll(stat(entry.getKey(), entry.getValue()));
      lines.addAll(sum(entry.getKey(), entry.getValue()));
      if (!seen.containsAll(lines)) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }
}
