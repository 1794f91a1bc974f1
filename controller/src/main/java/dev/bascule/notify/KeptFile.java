package dev.bascule.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file that keeps a message.
 *
 * @param at since when it is kept, in seconds of the epoch
 * @param name the run's, or any
 * @param tries how often it did not arrive since
 * @param sending whether a run is sending it
 */
record KeptFile(long at, String name, int tries, boolean sending) {
  /** Whatever fails again and again must not keep the others waiting. */
  static final Comparator<KeptFile> ORDER =
      Comparator.comparing(KeptFile::tries)
          .thenComparing(KeptFile::at)
          .thenComparing(KeptFile::name);

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,12})_([\\w.-]+)_(\\d{1,6})\\.(message|sending)");

  static Optional<KeptFile> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new KeptFile(
                Long.parseLong(matcher.group(1)),
                matcher.group(2),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4).equals("sending")))
        : Optional.empty();
  }

  String text() {
    return at + "_" + name + "_" + tries + (sending ? ".sending" : ".message");
  }

  KeptFile sent() {
    return new KeptFile(at, name, tries, true);
  }

  KeptFile again() {
    return new KeptFile(at, name, Math.min(tries + 1, 99_999), false);
  }

  Duration age(Instant now) {
    return Duration.between(Instant.ofEpochSecond(at), now);
  }
}
