package dev.bascule.file;

import org.jspecify.annotations.Nullable;

/** Words for what is at a path. */
final class Kinds {
  private Kinds() {}

  static String of(PathState state) {
    if (state instanceof PathState.Absent) {
      return "nothing";
    } else if (state instanceof PathState.File) {
      return "a file";
    } else if (state instanceof PathState.Folder) {
      return "a directory";
    } else if (state instanceof PathState.Link link) {
      return "a link to " + link.target();
    }
    return ((PathState.Special) state).kind();
  }

  static @Nullable String linkTarget(PathState state) {
    if (state instanceof PathState.Link link) {
      return link.target();
    }
    return state instanceof PathState.Absent ? null : "(" + of(state) + ")";
  }
}
