package dev.bascule.event;

import java.time.Duration;

/** Lengths of time as one says them. */
public final class LengthOfTime {
  private LengthOfTime() {}

  /** For example {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min} or {@code 3 d 4 h}. */
  public static String text(Duration time) {
    if (time.toSeconds() < 120) {
      return time.toSeconds() + " s";
    } else if (time.toMinutes() < 120) {
      return time.toMinutes() + " min" + rest(time.toSecondsPart(), " s");
    } else if (time.toHours() < 48) {
      return time.toHours() + " h" + rest(time.toMinutesPart(), " min");
    }
    return time.toDays() + " d" + rest(time.toHoursPart(), " h");
  }

  /** The same of whole seconds. */
  public static String ofSeconds(long seconds) {
    return text(Duration.ofSeconds(seconds));
  }

  private static String rest(int part, String unit) {
    return part == 0 ? "" : " " + part + unit;
  }
}
