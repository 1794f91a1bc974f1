package dev.bascule.cli;

import dev.bascule.apply.safe.KeptFiles;
import java.nio.file.Path;

/** What is kept from one start of the program to the next. */
final class StateFolder {
  private StateFolder() {}

  /** {@code $XDG_STATE_HOME/bascule}. */
  static Path of(Surroundings around) {
    String state = around.environment("XDG_STATE_HOME");
    return state.isEmpty()
        ? Path.of(around.environment("HOME"), ".local", "state", "bascule")
        : Path.of(state, "bascule");
  }

  /** Whether the environment says where that is. */
  static boolean isKnown(Surroundings around) {
    return !around.environment("XDG_STATE_HOME").isEmpty() || !around.environment("HOME").isEmpty();
  }

  /** Transactions that have not ended. */
  static KeptFiles transactions(Surroundings around) {
    return new KeptFiles(of(around).resolve("transactions"));
  }

  /** Runs that changed a network. */
  static Path runs(Surroundings around) {
    return of(around).resolve("runs");
  }
}
