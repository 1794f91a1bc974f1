package dev.bascule.cli;

import dev.bascule.fleet.Durations;
import dev.bascule.history.HistoryException;
import dev.bascule.history.HistoryPlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a command line wants runs to be kept, and for how long.
 *
 * @param place null where nobody says, and there is no home folder either
 * @param secrets passwords in what was written about it
 */
record HistoryChoice(@Nullable HistoryPlace place, Duration keep, List<String> secrets) {
  static final Duration KEEP = Duration.ofDays(90);
  private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,4})d");

  static HistoryChoice of(Invocation invocation, Surroundings around) throws UsageException {
    String kept = around.environment("BASCULE_HISTORY_KEEP");
    return new HistoryChoice(
        place(invocation, around),
        kept.isEmpty() ? KEEP : length(kept, "BASCULE_HISTORY_KEEP: '" + kept + "'"),
        HistoryPlace.secrets(
            invocation.text("--history").orElseGet(() -> around.environment("BASCULE_HISTORY"))));
  }

  private static @Nullable HistoryPlace place(Invocation invocation, Surroundings around)
      throws UsageException {
    Optional<String> option = invocation.text("--history");
    String named = around.environment("BASCULE_HISTORY");
    if (option.isPresent()) {
      return named("option '--history'", option.get());
    } else if (!named.isEmpty()) {
      return named("BASCULE_HISTORY", named);
    }
    return StateFolder.isKnown(around)
        ? new HistoryPlace.InFile(
            StateFolder.of(around).resolve("history.db").toAbsolutePath().normalize(), true)
        : null;
  }

  /**
   * The place that somebody named.
   *
   * @param where he did
   */
  static HistoryPlace named(String where, String text) throws UsageException {
    try {
      return HistoryPlace.parse(text);
    } catch (HistoryException e) {
      throw new UsageException(where + ": " + e.getMessage(), e.hint());
    }
  }

  /** A length of time; days may be written, too. */
  static Duration length(String text, String what) throws UsageException {
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      return Duration.ofDays(Long.parseLong(days.group(1)));
    }
    return Durations.parse(text)
        .orElseThrow(
            () -> new UsageException(what + " is not a length of time", "write 90d, 12h or 30m"));
  }
}
