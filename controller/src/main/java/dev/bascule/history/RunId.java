package dev.bascule.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of a run, the same wherever the run is named: in the history, in the journal that {@code
 * bascule resume} reads, in saved plans.
 *
 * @param text {@code yyyyMMdd-HHmmss-xxxx}: when it began, in UTC, so that names sort by time
 *     everywhere, and four random hexadecimal digits
 */
public record RunId(String text) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern FORM = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");

  public RunId {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not the name of a run: " + text);
    }
  }

  /** A new one. */
  public static RunId of(Instant began, RandomGenerator random) {
    String hex = Integer.toHexString(random.nextInt(0x10000));
    return new RunId(MOMENT.format(began) + "-" + "0".repeat(4 - hex.length()) + hex);
  }

  /** Whether a text is the whole name of a run. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
