package dev.bascule.cli;

import dev.bascule.network.SafeApply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says of how changes of a network are proven: {@code --window}, {@code
 * --stable}, {@code --confirm}, {@code --no-rehearsal}.
 *
 * @param window null where it is not said
 * @param stable null where it is not said
 * @param manual whether a person confirms
 * @param unrehearsed whether the change is made without trying it in an empty namespace first
 */
record SafetyOptions(
    @Nullable Duration window, @Nullable Duration stable, boolean manual, boolean unrehearsed) {
  /** A command line that says nothing. */
  static final SafetyOptions NONE = new SafetyOptions(null, null, false, false);

  private static final Duration LONGEST = Duration.ofHours(1);

  static SafetyOptions of(Invocation invocation) throws UsageException {
    String who = invocation.text("--confirm").orElse("auto");
    if (!who.equals("auto") && !who.equals("manual")) {
      throw new UsageException("option '--confirm': '" + who + "' is not auto or manual", null);
    }
    return new SafetyOptions(
        time(invocation, "--window").orElse(null),
        time(invocation, "--stable").orElse(null),
        who.equals("manual"),
        invocation.has("--no-rehearsal"));
  }

  private static Optional<Duration> time(Invocation invocation, String option)
      throws UsageException {
    Optional<Duration> time = Settings.duration(invocation, option);
    if (time.isPresent() && time.get().compareTo(LONGEST) > 0) {
      throw new UsageException("option '" + option + "': at most 1h", null);
    }
    return time;
  }

  /** What holds where something else is said already: the command line wins. */
  SafeApply over(SafeApply it) {
    return new SafeApply(
        window == null ? it.window() : window,
        stable == null ? it.stable() : stable,
        manual || it.manual(),
        it.reboot(),
        it.rehearsed() && !unrehearsed,
        it.prove());
  }
}
