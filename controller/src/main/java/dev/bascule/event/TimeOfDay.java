package dev.bascule.event;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as people read them off the clock on their wall. */
public final class TimeOfDay {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private TimeOfDay() {}

  /** For example {@code 17:45:03}, in this machine's time zone, rounded up. */
  public static String text(Instant moment) {
    return FORM.format(moment.plusSeconds(1).minusNanos(1));
  }
}
