package dev.bascule.schedule;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file for /etc/cron.d, with one line. */
public final class CronFile {
  /**
   * What flock ends with where the lock is held: sysexits' EX_TEMPFAIL, which no check ends with.
   */
  private static final int BUSY = 75;

  /** Of a command's characters: Debian's crontab(5), LIMITATIONS. */
  public static final int LONGEST = 998;

  private CronFile() {}

  /** Whether cron takes each line of a file. */
  public static boolean isShortEnough(String file) {
    return file.lines().allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= LONGEST);
  }

  /**
   * The file. The lock is in the state folder of who runs the check: in a folder for all, anybody
   * could hold it and so silence every check.
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
        + variables(check)
        + " d=${XDG_STATE_HOME:-$HOME/.local/state}/bascule; mkdir -p \"$d\"; said=$(flock -n -E "
        + BUSY
        + " \"$d/"
        + check.name()
        + ".lock\" "
        + command
        + " 2>&1); code=$?; [ $code -ne "
        + BUSY
        + " ] || said='"
        + check.name()
        + ": not checked, as the check before it still runs'; [ $code -eq 0 ] || echo \"$said\";"
        + " exit $code\n";
  }

  // One that is there and cannot be read ends the line with a mail, rather than a check of which
  // nobody hears.
  private static String variables(Check check) {
    String file = Check.variables(check.name());
    return " set -a; [ ! -e " + file + " ] || . " + file + "; set +a;";
  }
}
