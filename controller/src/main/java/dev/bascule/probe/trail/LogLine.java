package dev.bascule.probe.trail;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a log: of the journal in the form {@code short-unix}, of syslog with its old time or
 * with RFC 3339's, or of busybox, which says the facility as well.
 *
 * @param tag the program
 * @param pid empty where it is not said
 */
record LogLine(Instant at, String tag, String pid, String message) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<time>[0-9]{9,11}\\.[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}T\\S+"
              + "|[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8}) \\S+ (?:[a-z0-9]+\\.[a-z]+ )?"
              + "(?<tag>[^\\s\\[:]+)(?:\\[(?<pid>[0-9]+)\\])?: +(?<message>.*)");
  private static final DateTimeFormatter OLD =
      DateTimeFormatter.ofPattern("uuuu MMM d HH:mm:ss", Locale.ROOT);

  /** Reads; empty for what is none. */
  static Optional<LogLine> read(String line, Instant now, ZoneId zone) {
    Matcher form = FORM.matcher(line);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Instant at = time(form.group("time"), now, zone);
      String pid = form.group("pid") == null ? "" : form.group("pid");
      return Optional.of(new LogLine(at, form.group("tag"), pid, form.group("message")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant time(String text, Instant now, ZoneId zone) {
    if (Character.isLetter(text.charAt(0))) {
      return withoutYear(text, now, zone);
    }
    return text.contains("T")
        ? OffsetDateTime.parse(text).toInstant()
        : Instant.ofEpochSecond(Long.parseLong(text.substring(0, text.indexOf('.'))));
  }

  // The old form does not say the year: it is the last one in which the line is not of tomorrow.
  private static Instant withoutYear(String text, Instant now, ZoneId zone) {
    int year = now.atZone(zone).getYear();
    Instant latest = now.plus(Duration.ofDays(1));
    String words = text.replaceAll(" +", " ");
    try {
      Instant at = LocalDateTime.parse(year + " " + words, OLD).atZone(zone).toInstant();
      if (!at.isAfter(latest)) {
        return at;
      }
    } catch (DateTimeException e) {
      // The 29th of February of a year before.
    }
    return LocalDateTime.parse((year - 1) + " " + words, OLD).atZone(zone).toInstant();
  }
}
