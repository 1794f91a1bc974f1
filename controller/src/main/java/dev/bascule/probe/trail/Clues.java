package dev.bascule.probe.trail;

import dev.bascule.model.Change;
import dev.bascule.model.Change.Verb;
import dev.bascule.model.Clue;
import dev.bascule.probe.trail.Trail.FileTimes;
import dev.bascule.probe.trail.Trail.Ran;
import dev.bascule.probe.trail.Trail.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a trail says of changes. Pure. */
final class Clues {
  /** A command of a week ago, with that name in it, has done something else. */
  private static final Duration LONGEST = Duration.ofDays(2);

  /** An editor may be open for long before it writes. */
  private static final Duration EDITING = Duration.ofHours(4);

  private static final Duration LATELY = Duration.ofHours(24);

  /** Of a session whose end nobody wrote down. */
  private static final Duration USUAL_SESSION = Duration.ofHours(8);

  /** A node may have a hundred changes, and a fleet thousands of nodes. */
  private static final int MOST = 12;

  private static final int MOST_LOGINS = 3;
  private static final int LONGEST_COMMAND = 160;
  private static final int LONGEST_NAME = 64;

  private final Trail trail;

  private Clues(Trail trail) {
    this.trail = trail;
  }

  /** By the changes' targets; those that nothing is known of are left out. */
  static Map<String, Clue> of(Trail trail, List<Change> changes) {
    Clues clues = new Clues(trail);
    Map<String, Clue> found = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change.verb() != Verb.RUN && found.size() < MOST) {
        clues.of(change).ifPresent(clue -> found.putIfAbsent(change.target(), clue));
      }
    }
    return found;
  }

  private Optional<Clue> of(Change change) {
    FileTimes times = trail.files().get(change.target());
    Instant changed = times == null ? null : changed(change, times);
    Optional<Clue> command = command(change, changed).map(this::clue);
    return command.isPresent() ? command : present(changed);
  }

  // Its mode and its owner change without its content; the time of that one may be what somebody
  // said with touch, and is believed.
  private static Instant changed(Change change, FileTimes times) {
    return change.content().isPresent() ? times.content() : times.any();
  }

  private Optional<Ran> command(Change change, @Nullable Instant changed) {
    Set<String> names = Names.of(change);
    Ran last = null;
    for (Ran ran : trail.commands()) {
      List<String> words = words(ran);
      if (isNear(ran.at(), changed) && Ability.changes(words) && names(names, words, ran)) {
        last = ran;
      }
    }
    return Optional.ofNullable(last);
  }

  private boolean isNear(Instant at, @Nullable Instant changed) {
    return changed == null
        ? !at.isBefore(trail.now().minus(LONGEST))
        : !at.isBefore(changed.minus(EDITING)) && !at.isAfter(changed.plusSeconds(5));
  }

  // What sudo logs has lost its quotes.
  private static List<String> words(Ran ran) {
    return Arrays.asList(ran.command().split("[\\s=,;'\"<>|&()]+", -1));
  }

  private static boolean names(Set<String> names, List<String> words, Ran ran) {
    boolean container = !words.isEmpty() && words.get(0).matches(".*(vzctl|pct|lxc-[a-z]+)");
    for (String word : words) {
      // A number alone may be anything, but for a program whose containers have numbers.
      boolean telling = container || !word.matches("[0-9]*");
      if (telling && (names.contains(word) || names.contains(within(ran.folder(), word)))) {
        return true;
      }
    }
    return false;
  }

  private static String within(String folder, String word) {
    return folder + (folder.endsWith("/") ? "" : "/") + word.replaceFirst("^\\./", "");
  }

  private Clue clue(Ran ran) {
    return new Clue.Command(
        ran.at(),
        ran.program(),
        cut(ran.as(), LONGEST_NAME),
        cut(ran.by(), LONGEST_NAME),
        from(ran),
        cut(PrivateWords.hidden(ran.command()), LONGEST_COMMAND));
  }

  private @Nullable String from(Ran ran) {
    String from = null;
    for (Session session : trail.sessions()) {
      if (session.user().equals(ran.by()) && isOpen(session, ran.at())) {
        from = session.from();
      }
    }
    return from == null ? null : cut(from, LONGEST_NAME);
  }

  private static boolean isOpen(Session session, Instant at) {
    Instant end = session.end() == null ? session.begin().plus(USUAL_SESSION) : session.end();
    // Logs have whole seconds, and a file system's clock is a tick behind.
    return !session.begin().isAfter(at.plusSeconds(1)) && !end.isBefore(at.minusSeconds(1));
  }

  private Optional<Clue> present(@Nullable Instant changed) {
    List<Clue.Login> logins = changed == null ? lately() : logins(changed);
    return changed == null && logins.isEmpty()
        ? Optional.empty()
        : Optional.of(new Clue.Present(changed, logins));
  }

  private List<Clue.Login> logins(Instant at) {
    Set<Clue.Login> logins = new LinkedHashSet<>();
    trail.sessions().stream().filter(one -> isOpen(one, at)).forEach(one -> add(logins, one));
    return last(logins);
  }

  // At a terminal only: the others may be this program's own, and those of all other programs.
  private List<Clue.Login> lately() {
    Set<Clue.Login> logins = new LinkedHashSet<>();
    Instant since = trail.now().minus(LATELY);
    for (Session session : trail.sessions()) {
      Instant end = session.end() == null ? trail.now() : session.end();
      if (session.terminal() && end.isAfter(since)) {
        add(logins, session);
      }
    }
    for (Ran ran : trail.commands()) {
      if (ran.terminal() && ran.at().isAfter(since) && Ability.isShell(words(ran))) {
        logins.add(new Clue.Login(cut(ran.by(), LONGEST_NAME), from(ran)));
      }
    }
    return last(logins);
  }

  private static void add(Set<Clue.Login> logins, Session session) {
    String from = session.from();
    logins.add(
        new Clue.Login(
            cut(session.user(), LONGEST_NAME), from == null ? null : cut(from, LONGEST_NAME)));
  }

  private static List<Clue.Login> last(Set<Clue.Login> logins) {
    List<Clue.Login> all = new ArrayList<>(logins);
    return all.subList(Math.max(0, all.size() - MOST_LOGINS), all.size());
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
