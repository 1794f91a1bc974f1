package dev.bascule.transport;

import org.jspecify.annotations.Nullable;

/**
 * What a script left behind.
 *
 * @param exit 0 to 255, or null when a signal ended it
 * @param signal the signal's name without SIG, or null
 * @param stdout whole standard output
 * @param stderr whole standard error
 */
public record ScriptResult(
    @Nullable Integer exit, @Nullable String signal, String stdout, String stderr) {

  /** Whether it ended by itself with 0. */
  public boolean succeeded() {
    return exit != null && exit == 0;
  }
}
