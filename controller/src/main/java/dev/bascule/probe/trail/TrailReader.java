package dev.bascule.probe.trail;

import dev.bascule.model.Clue.Program;
import dev.bascule.probe.Frames;
import dev.bascule.probe.trail.Trail.FileTimes;
import dev.bascule.probe.trail.Trail.Ran;
import dev.bascule.probe.trail.Trail.Session;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code trail.sh} wrote. What is not understood is left out: logs hold anything. */
final class TrailReader {
  private static final Pattern FILE = Pattern.compile("([0-9]{1,11}) ([0-9]{1,11}) (\\S+) (/.*)");
  private static final Pattern ZONE =
      Pattern.compile("zone ([+-][0-9]{4})? ?(?:posix/|right/)?([A-Za-z][\\w+/-]*)");
  // As trail.sh has it.
  private static final Duration HALF_YEAR = Duration.ofHours(4380);
  private static final Pattern SUDO =
      Pattern.compile(
          "\\s*(?<by>\\S+) : (?:TTY=(?<tty>\\S+) ; )?(?:PWD=(?<pwd>.*?) ; )?"
              + "USER=(?<as>\\S+) ; (?:\\w+=\\S* ; )*COMMAND=(?<command>.+)");
  private static final Pattern DOAS =
      Pattern.compile("(?<by>\\S+) ran command (?<command>.+) as (?<as>\\S+) from (?<pwd>/.*)");

  private TrailReader() {}

  /** Reads; empty where the node's clock is not told. */
  static Optional<Trail> read(Frames frames) {
    List<String> now = frames.lines("now");
    if (now.isEmpty() || !now.get(0).matches("[0-9]{1,11} [+-][0-9]{4}")) {
      return Optional.empty();
    }
    String[] words = now.get(0).split(" ", 2);
    Instant moment = Instant.ofEpochSecond(Long.parseLong(words[0]));
    ZoneId zone = zone(now, moment, offset(words[1]));
    List<LogLine> lines = lines(frames, moment, zone);
    List<Session> sessions = new ArrayList<>(Sessions.of(lines));
    frames.lines("last").forEach(line -> Sessions.last(line, zone).ifPresent(sessions::add));
    sessions.sort(Comparator.comparing(Session::begin));
    return Optional.of(new Trail(moment, files(frames), commands(lines), sessions));
  }

  // By its name where that fits what the node's clock says now and half a year ago.
  private static ZoneId zone(List<String> now, Instant moment, ZoneOffset offset) {
    Matcher told = ZONE.matcher(now.size() > 1 ? now.get(1) : "");
    if (!told.matches()) {
      return offset;
    }
    try {
      ZoneId zone = ZoneId.of(told.group(2));
      ZoneRules rules = zone.getRules();
      boolean fits =
          rules.getOffset(moment).equals(offset)
              && (told.group(1) == null
                  || rules.getOffset(moment.minus(HALF_YEAR)).equals(offset(told.group(1))));
      return fits ? zone : offset;
    } catch (DateTimeException unknown) {
      return offset;
    }
  }

  private static ZoneOffset offset(String text) {
    try {
      return ZoneOffset.of(text);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  // A node that has a journal may write a log as well, with the same lines.
  private static List<LogLine> lines(Frames frames, Instant now, ZoneId zone) {
    Set<LogLine> all = new LinkedHashSet<>();
    for (String frame : List.of("journal", "logs")) {
      for (String line : frames.lines(frame)) {
        LogLine.read(line, now, zone)
            .ifPresent(
                read ->
                    all.add(
                        new LogLine(
                            Instant.ofEpochSecond(read.at().getEpochSecond()),
                            read.tag(),
                            read.pid(),
                            read.message().strip())));
      }
    }
    return all.stream().sorted(Comparator.comparing(LogLine::at)).toList();
  }

  private static Map<String, FileTimes> files(Frames frames) {
    Map<String, FileTimes> files = new LinkedHashMap<>();
    for (String line : frames.lines("files")) {
      Matcher file = FILE.matcher(line);
      if (file.matches()) {
        Instant content = Instant.ofEpochSecond(Long.parseLong(file.group(1)));
        Instant any = Instant.ofEpochSecond(Long.parseLong(file.group(2)));
        files.put(file.group(4), new FileTimes(content, any, file.group(3)));
      }
    }
    return files;
  }

  private static List<Ran> commands(List<LogLine> lines) {
    List<Ran> commands = new ArrayList<>();
    for (LogLine line : lines) {
      Matcher sudo = SUDO.matcher(line.message());
      Matcher doas = DOAS.matcher(line.message());
      if (line.tag().equals("sudo") && sudo.matches()) {
        String tty = sudo.group("tty");
        commands.add(ran(line.at(), Program.SUDO, sudo, tty != null && !tty.equals("unknown")));
      } else if (line.tag().equals("doas") && doas.matches()) {
        commands.add(ran(line.at(), Program.DOAS, doas, true));
      }
    }
    return commands;
  }

  private static Ran ran(Instant at, Program program, Matcher line, boolean terminal) {
    String folder = line.group("pwd") == null ? "" : line.group("pwd");
    return new Ran(
        at,
        program,
        line.group("by"),
        line.group("as"),
        terminal,
        folder,
        line.group("command").strip());
  }
}
