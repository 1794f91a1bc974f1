package dev.bascule.schedule;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a check is made, in the scheduler's own words.
 *
 * @param text what the scheduler reads
 */
public record Times(String text) {
  private static final Pattern WORD = Pattern.compile("@(hourly|daily|weekly|monthly)");
  private static final Pattern CALENDAR = Pattern.compile("[0-9A-Za-z*,/:. ~+_-]{1,200}");
  private static final long HOUR = 60;
  private static final long DAY = 24 * HOUR;

  /** Every so often as cron says it; nothing where a day is not a multiple of it. */
  public static Optional<Times> cron(Duration every) {
    return minutes(every)
        .map(
            minutes ->
                minutes < HOUR
                    ? "*/" + minutes + " * * * *"
                    : minutes == HOUR
                        ? "0 * * * *"
                        : minutes < DAY ? "0 */" + minutes / HOUR + " * * *" : "0 0 * * *")
        .map(Times::new);
  }

  /** Every so often as systemd says it; nothing where a day is not a multiple of it. */
  public static Optional<Times> calendar(Duration every) {
    return minutes(every)
        .map(
            minutes ->
                minutes < HOUR
                    ? "*-*-* *:0/" + minutes + ":00"
                    : minutes == HOUR
                        ? "*-*-* *:00:00"
                        : minutes < DAY ? "*-*-* 0/" + minutes / HOUR + ":00:00" : "*-*-* 00:00:00")
        .map(Times::new);
  }

  /** Five fields of cron, or one of its words; nothing where it is neither. */
  public static Optional<Times> cron(String text) {
    return cron(text, 7);
  }

  /** The same for Kubernetes, where Sunday is 0 alone. */
  public static Optional<Times> kubernetes(String text) {
    return cron(text, 6);
  }

  private static Optional<Times> cron(String text, int lastWeekday) {
    return WORD.matcher(text).matches() || CronFields.isTime(text, lastWeekday)
        ? Optional.of(new Times(text))
        : Optional.empty();
  }

  /** What may be a calendar event of systemd; systemd itself says whether it is one. */
  public static Optional<Times> calendar(String text) {
    return CALENDAR.matcher(text).matches() ? Optional.of(new Times(text)) : Optional.empty();
  }

  private static Optional<Long> minutes(Duration every) {
    long minutes = every.toMinutes();
    boolean fits =
        every.equals(Duration.ofMinutes(minutes))
            && minutes > 0
            && (minutes < HOUR ? HOUR % minutes == 0 : minutes % HOUR == 0 && DAY % minutes == 0);
    return fits ? Optional.of(minutes) : Optional.empty();
  }
}
