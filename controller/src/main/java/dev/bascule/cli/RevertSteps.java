package dev.bascule.cli;

import dev.bascule.model.Change.Detail;
import dev.bascule.model.Change.Verb;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.NetworkChange.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the commands that undo a transaction do, as a plan shows it. A node has kept them as text;
 * each is named there by a sign, a number, and words: {@code +3 address 10.0.0.5/24 on eth0}.
 */
final class RevertSteps {
  private static final Pattern NAMED = Pattern.compile("(?:^|')[=+-]\\d+ ([^']+)");
  private static final Pattern ADDRESS = Pattern.compile("(address \\S+) (on|away from) (\\S+)");
  private static final Pattern ROUTE =
      Pattern.compile("(route \\S+(?: in table \\S+)?)(?: over (\\S+?))?( away)?");
  private static final Pattern SYSCTL = Pattern.compile("sysctl (\\S+) (.*)");
  // They say nothing of where this leads.
  private static final Pattern ASIDE = Pattern.compile("duplicate detection .*|announcement .*");

  private final RevertEffects effects;
  private final Map<String, Move> moves = new LinkedHashMap<>();
  private final List<Detail> parameters = new ArrayList<>();

  private RevertSteps(RevertEffects effects) {
    this.effects = effects;
  }

  /**
   * Something, and the links that it leaves and comes to.
   *
   * @param verb null where the links say it
   */
  private record Move(@Nullable Verb verb, @Nullable String from, @Nullable String to) {}

  static List<NetworkChange> of(List<String> inverse, RevertEffects effects) {
    RevertSteps steps = new RevertSteps(effects);
    names(inverse).forEach(steps::add);
    return steps.changes();
  }

  private static Set<String> names(List<String> inverse) {
    Set<String> names = new LinkedHashSet<>();
    for (String line : inverse) {
      Matcher matcher = NAMED.matcher(line);
      if (matcher.find() && !ASIDE.matcher(matcher.group(1)).matches()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  private void add(String name) {
    Matcher address = ADDRESS.matcher(name);
    Matcher route = ROUTE.matcher(name);
    Matcher parameter = SYSCTL.matcher(name);
    if (address.matches()) {
      moved(address.group(1), address.group(3), address.group(2).equals("on"));
    } else if (route.matches()) {
      moved(route.group(1), route.group(2) == null ? "-" : route.group(2), route.group(3) == null);
    } else if (parameter.matches()) {
      parameters.add(new Detail(parameter.group(1), null, parameter.group(2)));
    } else {
      boolean gone = name.endsWith(" away") || name.matches(".* (out of|away from) .*");
      boolean made = name.startsWith("new link ") || name.matches("namespace \\S+");
      Verb verb = gone ? Verb.REMOVE : made ? Verb.CREATE : Verb.UPDATE;
      moves.putIfAbsent(plain(name), new Move(verb, null, null));
    }
  }

  private static String plain(String name) {
    return name.replaceFirst("^new link ", "link ")
        .replaceFirst(" away$", "")
        .replaceFirst(" (out of|away from) ", " of ");
  }

  private void moved(String what, String link, boolean comes) {
    Move old = moves.getOrDefault(what, new Move(null, null, null));
    moves.put(what, comes ? new Move(null, old.from, link) : new Move(null, link, old.to));
  }

  private List<NetworkChange> changes() {
    List<NetworkChange> changes = new ArrayList<>();
    moves.forEach(
        (what, move) -> {
          List<Detail> details =
              move.from == null && move.to == null
                  ? List.of()
                  : List.of(new Detail("link", move.from, move.to));
          changes.add(new NetworkChange(verb(move), what, details, effects.of(what)));
        });
    if (!parameters.isEmpty()) {
      changes.add(new NetworkChange(Verb.UPDATE, "kernel parameters", parameters, Effect.SAFE));
    }
    return changes;
  }

  private static Verb verb(Move move) {
    if (move.verb != null) {
      return move.verb;
    }
    return move.from == null ? Verb.CREATE : move.to == null ? Verb.REMOVE : Verb.UPDATE;
  }
}
