package dev.bascule.schedule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drift check that is to be made at set times.
 *
 * @param name of the units, the file or the objects
 * @param program the absolute path of bascule
 * @param arguments what follows {@code bascule drift}, paths absolute
 * @param jitter zero for none
 * @param user whose rights it has; null for the scheduler's usual
 * @param key a private key that the scheduler hands over; null for none
 */
public record Check(
    String name,
    String program,
    List<String> arguments,
    Times times,
    Duration jitter,
    @Nullable String user,
    @Nullable String key) {
  /** The first line of every file, by which a later version knows it for its own. */
  public static final String MARK =
      "# Made by bascule schedule; make it anew rather than edit it.\n";

  public Check {
    arguments = List.copyOf(arguments);
  }

  /**
   * The file with variables for a check of this name that its schedule must not show, on a machine;
   * it need not be there.
   */
  public static String variables(String name) {
    return "/etc/bascule/" + name + ".env";
  }
}
