package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.event.Since;
import dev.bascule.model.Clue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Since when something is not as wanted, and what the node knows of who did it, as lines of text:
 *
 * <pre>
 * bridge br0
 *   since 2026-11-20 09:14 (in sync at 08:14)
 *   who: root from 10.0.0.5 by sudo (alice) 'brctl delif br0 eth1', 2026-11-20 09:02
 * </pre>
 *
 * @param zone the moments are of
 */
record DriftNotes(Printable printable, ZoneId zone) {
  private static final DateTimeFormatter DAY = form("uuuu-MM-dd");
  private static final DateTimeFormatter MINUTE = form("HH:mm");

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** Of one node; none where nothing is known. What is said of several targets is said once. */
  List<String> lines(NodeReport node) {
    Map<List<String>, List<String>> targets = new LinkedHashMap<>();
    for (String target : targets(node)) {
      targets.computeIfAbsent(about(node, target), said -> new ArrayList<>()).add(target);
    }
    List<String> out = new ArrayList<>();
    targets.forEach(
        (said, about) -> {
          out.add(String.join(", ", about.stream().map(printable::line).toList()));
          said.forEach(line -> out.add("  " + line));
        });
    return out;
  }

  private static Set<String> targets(NodeReport node) {
    Set<String> targets = new LinkedHashSet<>();
    if (node.outcome() instanceof Outcome.Drifted it) {
      it.plan().tasks().stream()
          .flatMap(task -> task.changes().stream())
          .map(change -> change.target())
          .filter(name -> it.clues().containsKey(name) || node.since().containsKey(name))
          .forEach(targets::add);
    }
    return targets;
  }

  private List<String> about(NodeReport node, String target) {
    List<String> lines = new ArrayList<>();
    Since since = node.since().get(target);
    if (since != null) {
      lines.add(since(since));
    }
    Clue clue = ((Outcome.Drifted) node.outcome()).clues().get(target);
    if (clue instanceof Clue.Command command) {
      lines.add(who(command));
    } else if (clue instanceof Clue.Present present) {
      lines.add(guess(present));
    }
    return lines;
  }

  private String since(Since since) {
    Instant first = since.firstSeen();
    Instant before = since.lastInSync();
    String words = "since " + moment(first);
    if (since.wishChanged()) {
      // The node may be as it always was.
      return words
          + " (the playbooks or inventories changed"
          + (before == null ? "" : " after the check at " + at(before, first))
          + ")";
    }
    return before == null ? words : words + " (in sync at " + at(before, first) + ")";
  }

  // A date that was just said is not said again.
  private String at(Instant moment, Instant said) {
    String day = DAY.format(moment.atZone(zone));
    boolean same = day.equals(DAY.format(said.atZone(zone)));
    return (same ? "" : day + " ") + MINUTE.format(moment.atZone(zone));
  }

  private String who(Clue.Command it) {
    return "who: "
        + printable.line(it.as())
        + (it.from() == null ? "" : " from " + printable.line(it.from()))
        + " by "
        + it.program().text()
        + " ("
        + printable.line(it.by())
        + ") '"
        + printable.line(it.command())
        + "', "
        + moment(it.at());
  }

  private String guess(Clue.Present it) {
    StringJoiner logins = new StringJoiner(", ");
    it.logins().forEach(login -> logins.add(login(login)));
    String names = logins.toString();
    if (it.changed() == null) {
      return "lately logged in at a terminal: " + names;
    }
    String changed = "changed " + moment(it.changed());
    return names.isEmpty() ? changed : changed + "; logged in then: " + names;
  }

  private String login(Clue.Login login) {
    String user = printable.line(login.user());
    return login.from() == null ? user : user + " from " + printable.line(login.from());
  }

  private String moment(Instant moment) {
    return DAY.format(moment.atZone(zone)) + " " + MINUTE.format(moment.atZone(zone));
  }
}
