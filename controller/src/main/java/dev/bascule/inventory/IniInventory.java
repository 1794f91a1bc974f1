package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inventory in Ansible's INI form.
 *
 * <pre>
 * [hardware_nodes]
 * hn[01:03].example.net ansible_user=root
 *
 * [hardware_nodes:vars]
 * bridge=br0
 *
 * [berlin:children]
 * hardware_nodes
 * </pre>
 */
final class IniInventory {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]\\s]+)(?::([^\\]\\s]*))?\\]\\s*(?:#.*)?");
  private static final Pattern CHILD = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");

  private enum Kind {
    HOSTS,
    VARS,
    CHILDREN,
    /** After a section that cannot be read: its lines would only add noise. */
    SKIP
  }

  private record Pending(GroupDraft parent, Position at) {}

  private final InventoryDraft draft;
  private final Reading reading;
  private final SourceText text;
  private final IniVariables variables;
  private final Map<String, Position> undeclared = new LinkedHashMap<>();
  private final Map<String, List<Pending>> awaited = new LinkedHashMap<>();
  private final Map<GroupDraft, Map<String, Position>> assigned = new LinkedHashMap<>();
  private @Nullable GroupDraft group;
  private Kind kind = Kind.HOSTS;

  private IniInventory(SourceText text, InventoryDraft draft) {
    this.draft = draft;
    this.reading = draft.reading();
    this.text = text;
    this.variables = new IniVariables(reading, text.secret());
    this.group = draft.ungrouped();
  }

  static void read(SourceText text, InventoryDraft draft) {
    new IniInventory(text, draft).read();
  }

  private void read() {
    int number = 0;
    for (String raw : text.file().text().lines().toList()) {
      number++;
      String line = raw.strip();
      if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
        int indent = raw.indexOf(line);
        line(line, new Position(text.place(), number, indent + 1));
      }
    }
    undeclared.forEach(
        (name, at) ->
            unknown(name, at, "variables for group '" + name + "', which is never declared"));
    awaited.forEach(
        (name, parents) ->
            parents.forEach(
                pending -> unknown(name, pending.at(), "group '" + name + "' is never declared")));
  }

  private void unknown(String name, Position at, String message) {
    List<String> names = new ArrayList<>();
    draft.groups().stream()
        .map(group -> group.name)
        .filter(known -> !undeclared.containsKey(known))
        .forEach(names::add);
    String meant = Suggestion.didYouMean(name, names);
    reading.problem(
        ProblemCode.UNKNOWN_GROUP,
        at,
        message,
        meant != null ? meant : "declare it with a section [" + name + "]");
  }

  private void line(String line, Position at) {
    Matcher section = SECTION.matcher(line);
    if (section.matches()) {
      section(section.group(1), section.group(2), at);
    } else if (line.startsWith("[") && line.endsWith("]")) {
      syntax(
          at, "'" + line + "' is not a section", "sections: [NAME], [NAME:vars], [NAME:children]");
      kind = Kind.SKIP;
    } else if (group != null) {
      member(group, line, at);
    }
  }

  private void member(GroupDraft into, String line, Position at) {
    switch (kind) {
      case HOSTS -> host(into, line, at);
      case VARS ->
          variables
              .assignment(line, at)
              .forEach((name, variable) -> variable(into, name, variable));
      case CHILDREN -> child(into, line, at);
      case SKIP -> {
        // Said at the section's line.
      }
    }
  }

  private void variable(GroupDraft into, String name, Variable variable) {
    Position first =
        assigned
            .computeIfAbsent(into, key -> new LinkedHashMap<>())
            .putIfAbsent(name, variable.at());
    if (first != null) {
      IniVariables.twice(name, first, variable.at(), reading);
    }
    draft.setVariable(into, name, variable);
  }

  private void section(String name, @Nullable String suffix, Position at) {
    kind =
        switch (suffix == null ? "hosts" : suffix) {
          case "hosts" -> Kind.HOSTS;
          case "vars" -> Kind.VARS;
          case "children" -> Kind.CHILDREN;
          default -> Kind.SKIP;
        };
    if (kind == Kind.SKIP) {
      String meant = Suggestion.didYouMean(String.valueOf(suffix), List.of("vars", "children"));
      reading.problem(
          ProblemCode.UNKNOWN_SECTION,
          at.plus(name.length() + 2),
          "a section of kind '" + suffix + "'",
          meant != null
              ? meant
              : "sections: [" + name + "], [" + name + ":vars], [" + name + ":children]");
      return;
    }
    boolean known = draft.group(name).isPresent();
    group = draft.makeGroup(name, at.plus(1)).orElse(null);
    if (kind == Kind.VARS) {
      if (!known && !awaited.containsKey(name)) {
        undeclared.put(name, at);
      }
    } else {
      undeclared.remove(name);
    }
    declareAwaited(name);
  }

  // In the order in which Ansible learns of them, since that is the order of hosts.
  private void declareAwaited(String name) {
    if (kind != Kind.VARS && group != null) {
      GroupDraft child = group;
      List<Pending> parents = awaited.remove(name);
      if (parents != null) {
        parents.forEach(pending -> draft.addChild(pending.parent(), child, pending.at()));
      }
    }
  }

  private void child(GroupDraft parent, String line, Position at) {
    Matcher name = CHILD.matcher(line);
    if (!name.matches()) {
      syntax(at, "'" + line + "' is not the name of a group", "one name on each line");
      return;
    }
    draft
        .group(name.group(1))
        .ifPresentOrElse(
            child -> draft.addChild(parent, child, at),
            () ->
                awaited
                    .computeIfAbsent(name.group(1), key -> new ArrayList<>())
                    .add(new Pending(parent, at)));
  }

  private void host(GroupDraft into, String line, Position at) {
    List<ShellWords.Word> words;
    try {
      words = ShellWords.split(line, true);
    } catch (ShellWords.Unfinished e) {
      syntax(at.plus(e.index()), String.valueOf(e.getMessage()), "close it, or put \\ before it");
      return;
    }
    if (words.isEmpty()) {
      return;
    }
    String name = words.get(0).text();
    if (name.equals("---") || name.endsWith(":")) {
      // The start of a document says it all: the next lines would only repeat it.
      kind = name.equals("---") ? Kind.SKIP : kind;
      syntax(at, "'" + name + "' looks like YAML, and this is read as INI", "name the file .yml");
      return;
    }
    Map<String, Variable> found = variables.assignments(words.subList(1, words.size()), at);
    HostTerm term = HostTerm.parse(name, at, reading);
    for (String one : term.names()) {
      draft.addHost(into, one, term.port(), at).ifPresent(host -> host.vars.putAll(found));
    }
  }

  private void syntax(Position at, String message, String hint) {
    reading.problem(ProblemCode.INI_SYNTAX, at, message, hint);
  }
}
