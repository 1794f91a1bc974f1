package dev.bascule.inventory;

import dev.bascule.model.NodeName;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the hosts of one term. */
final class PatternMatch {
  private static final Pattern SUBSCRIPT =
      Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})[:-]([0-9]{0,9}))\\]");

  private final Inventory inventory;
  private final ProblemCode unmatched;
  private final Problems problems;

  PatternMatch(Inventory inventory, ProblemCode unmatched, Problems problems) {
    this.inventory = inventory;
    this.unmatched = unmatched;
    this.problems = problems;
  }

  List<Host> hosts(PatternTerm term) {
    Host exact = inventory.hostsByName().get(term.text());
    if (exact != null) {
      return List.of(exact);
    }
    Matcher subscript = SUBSCRIPT.matcher(term.text());
    if (term.text().startsWith("~") || !subscript.matches()) {
      return found(term.text(), term);
    }
    List<Host> all = found(subscript.group(1), term);
    return all.isEmpty() ? all : part(all, subscript, term);
  }

  private List<Host> found(String name, PatternTerm term) {
    Predicate<String> matches = Glob.of(name);
    List<String> groups = inventory.groupsByName().keySet().stream().filter(matches).toList();
    Set<Host> hosts = new LinkedHashSet<>();
    groups.forEach(group -> hosts.addAll(inventory.hostsOf(group)));
    // A dot does not make a glob, but Ansible looks at hosts too when there is one.
    boolean wide = name.startsWith("~") || Glob.isGlob(name) || name.indexOf('.') >= 0;
    if (groups.isEmpty() || wide) {
      inventory
          .hostsByName()
          .forEach(
              (host, value) -> {
                if (matches.test(host)) {
                  hosts.add(value);
                }
              });
    }
    if (groups.isEmpty() && hosts.isEmpty()) {
      complain(name, term.at());
    }
    return new ArrayList<>(hosts);
  }

  private void complain(String name, @Nullable Position at) {
    String what =
        name.startsWith("~") || Glob.isGlob(name)
            ? "no host and no group matches '" + name + "'"
            : "no host and no group is named '" + name + "'";
    problems.add(unmatched, at, what, hint(name, inventory));
  }

  private static String hint(String name, Inventory inventory) {
    List<String> names = new ArrayList<>(inventory.groupsByName().keySet());
    names.addAll(inventory.hostsByName().keySet());
    String meant = Suggestion.didYouMean(name, names);
    return meant != null ? meant : groupHint(inventory);
  }

  private static String groupHint(Inventory inventory) {
    List<String> groups = inventory.groupsByName().keySet().stream().sorted().limit(10).toList();
    return "groups here: " + String.join(", ", groups);
  }

  private List<Host> part(List<Host> all, Matcher subscript, PatternTerm term) {
    int size = all.size();
    boolean one = subscript.group(2) != null;
    int from = Integer.parseInt(one ? subscript.group(2) : subscript.group(3));
    int start = one && from < 0 ? size + from : from;
    boolean open = !one && subscript.group(4).isEmpty();
    int end = one ? start : open ? size - 1 : Integer.parseInt(subscript.group(4));
    if (start < 0 || start >= size || end < start) {
      problems.add(
          unmatched,
          term.at(),
          "'" + term.text() + "' names no host: " + subscript.group(1) + " has " + size,
          "the first is [0], the last [-1] or [" + (size - 1) + "]");
      return List.of();
    }
    return all.subList(start, Math.min(end, size - 1) + 1);
  }

  static Optional<Host> exactly(String name, Inventory inventory, Problems problems) {
    Optional<Host> host =
        NodeName.isValid(name) ? inventory.host(new NodeName(name)) : Optional.empty();
    if (host.isEmpty()) {
      problems.add(
          ProblemCode.UNKNOWN_HOST,
          new SourceFile("--host", name).start(),
          "no host is named '" + name + "'",
          Suggestion.didYouMean(name, inventory.hostsByName().keySet()));
    }
    return host;
  }
}
