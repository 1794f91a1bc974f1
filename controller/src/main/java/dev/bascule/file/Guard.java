package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import org.jspecify.annotations.Nullable;

/**
 * When a command need not run. Checked by the probe, so {@code unless} must change nothing.
 *
 * <pre>
 * creates: /var/lib/thing.done     # it is there: nothing to do
 * removes: /etc/old.conf           # it is gone: nothing to do
 * unless: grep -q ready /proc/x    # it exits 0: nothing to do
 * </pre>
 */
public record Guard(
    @Nullable AbsolutePath creates, @Nullable AbsolutePath removes, @Nullable String unless) {
  /** No guard: the command runs each time, and a plan shows it as "would run". */
  public static final Guard NONE = new Guard(null, null, null);

  /** Whether there is none. */
  public boolean isNone() {
    return creates == null && removes == null && unless == null;
  }
}
