package dev.bascule.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file for /etc/cron.d, with one line. */
public final class CronFile {
  private CronFile() {}

  /**
   * The file.
   *
   * @param mailTo who gets what a check says that found something; null for cron's usual
   */
  public static String of(Check check, @Nullable String mailTo) {
    List<String> words = new ArrayList<>(List.of(check.program(), "drift"));
    if (check.key() != null) {
      words.addAll(List.of("--private-key", check.key()));
    }
    if (!check.jitter().isZero()) {
      words.addAll(List.of("--jitter", check.jitter().toSeconds() + "s"));
    }
    words.addAll(check.arguments());
    String command = words.stream().map(Quoted::cron).collect(Collectors.joining(" "));
    return Check.MARK
        + "# Says nothing, and so mails nothing, while all is in sync; one check at a time.\n"
        + "SHELL=/bin/sh\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"
        + (mailTo == null ? "" : "MAILTO=" + mailTo + "\n")
        + check.times().text()
        + " "
        + (check.user() == null ? "root" : check.user())
        + " said=$(flock -n -E 0 \"${TMPDIR:-/tmp}/"
        + check.name()
        + ".$(id -u).lock\" "
        + command
        + " 2>&1); code=$?; [ $code -eq 0 ] || echo \"$said\"; exit $code\n";
  }
}
