package dev.bascule.probe.trail;

import dev.bascule.probe.trail.Trail.Session;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who was logged in from when to when: by what sshd and dropbear log, and by {@code last -F -i}.
 */
final class Sessions {
  private static final Pattern BEGIN =
      Pattern.compile(
          "Accepted \\S+ for (?<user>\\S+) from (?<from>\\S+) port [0-9]+.*"
              + "|(?:Pubkey|Password) auth succeeded for '(?<user2>[^']+)'.* from (?<from2>\\S+)");
  private static final Pattern END =
      Pattern.compile(".*session closed for (?:user )?\\S+.*|Exit \\(.*");
  private static final String DATE = "[A-Z][a-z]{2} ([A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [0-9]{4})";
  private static final Pattern LAST =
      Pattern.compile(
          "(\\S+) +\\S+ +(?:([0-9a-fA-F.:]+) +)?" + DATE + "(?: - (?:" + DATE + ")?.*| .*)?");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss uuuu", Locale.ROOT);

  private Sessions() {}

  /** By a log. */
  static List<Session> of(List<LogLine> lines) {
    List<Session> sessions = new ArrayList<>();
    Map<String, Session> open = new LinkedHashMap<>();
    for (LogLine line : lines) {
      if (!line.tag().startsWith("sshd") && !line.tag().equals("dropbear")) {
        continue;
      }
      Matcher begin = BEGIN.matcher(line.message());
      if (begin.matches()) {
        Session old = open.put(line.pid(), begun(begin, line.at()));
        if (old != null) {
          sessions.add(old);
        }
      } else if (END.matcher(line.message()).matches() && open.containsKey(line.pid())) {
        sessions.add(ended(open.remove(line.pid()), line.at()));
      }
    }
    sessions.addAll(open.values());
    return sessions;
  }

  private static Session begun(Matcher line, Instant at) {
    String user = line.group("user") == null ? line.group("user2") : line.group("user");
    String from = line.group("from") == null ? line.group("from2") : line.group("from");
    // Dropbear says the port as well.
    return new Session(user, from.replaceFirst("^([0-9.]+):[0-9]+$", "$1"), at, null, false);
  }

  private static Session ended(Session session, Instant at) {
    return new Session(session.user(), session.from(), session.begin(), at, false);
  }

  /** By a line of {@code last -F -i}; empty for boots and for what is not understood. */
  static Optional<Session> last(String line, ZoneId zone) {
    Matcher last = LAST.matcher(line);
    if (!last.matches() || last.group(1).matches("reboot|runlevel|shutdown|wtmp")) {
      return Optional.empty();
    }
    try {
      Instant begin = moment(last.group(3), zone);
      // "gone - no logout" has no second date: that it still lasts would be too much to say.
      Instant end = last.group(4) == null ? null : moment(last.group(4), zone);
      boolean lost = end == null && !line.contains("still logged in");
      return Optional.of(
          new Session(last.group(1), from(last.group(2)), begin, lost ? begin : end, true));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String from(@Nullable String address) {
    return address == null || address.equals("0.0.0.0") ? null : address;
  }

  private static Instant moment(String text, ZoneId zone) {
    return LocalDateTime.parse(text.replaceAll(" +", " "), MOMENT).atZone(zone).toInstant();
  }
}
