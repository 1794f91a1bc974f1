package dev.bascule.inventory;

import dev.bascule.model.Value;
import dev.bascule.source.MappingReader;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an inventory in YAML: a mapping of groups, each with hosts, vars and children.
 *
 * <pre>
 * hardware_nodes:
 *   hosts:
 *     hn[01:03].example.net:
 *       ansible_user: root
 *   vars:
 *     bridge: br0
 *   children:
 *     retired:
 * </pre>
 */
final class YamlInventory {
  private final InventoryDraft draft;
  private final Reading reading;
  private final ValueReader values;

  private YamlInventory(InventoryDraft draft, SourceText text) {
    this.draft = draft;
    this.reading = draft.reading();
    this.values = new ValueReader(text.typing(), text.secret(), reading);
  }

  static void read(SourceText text, InventoryDraft draft) {
    text.yaml(draft.reading())
        .filter(tree -> !isNothing(tree))
        .ifPresent(tree -> new YamlInventory(draft, text).root(tree));
  }

  private void root(YamlNode tree) {
    Optional<MappingReader> reader =
        MappingReader.of(tree, "an inventory in YAML", reading.problems());
    if (reader.isEmpty()) {
      return;
    }
    if (reader.get().mapping().get("plugin").orElse(null) instanceof Scalar plugin) {
      reading.problem(
          ProblemCode.INVENTORY_PLUGIN,
          plugin.position(),
          "this configures the inventory plugin '" + plugin.text() + "', which Bascule cannot run",
          "give -i a script that prints what 'ansible-inventory --list' prints");
      return;
    }
    reader.get().mapping().entries().forEach(entry -> group(entry.key(), entry.value()));
  }

  private Optional<GroupDraft> group(Scalar name, YamlNode body) {
    if (!isName(name)) {
      reading.problem(
          ProblemCode.GROUP_NAME,
          name.position(),
          "group " + name.text() + " is not a text to YAML",
          "quote it: \"" + name.text() + "\":");
      return Optional.empty();
    }
    Optional<GroupDraft> group = draft.makeGroup(name.text(), name.position());
    if (group.isEmpty() || isNothing(body)) {
      return group;
    }
    String what = "group '" + name.text() + "'";
    MappingReader.of(body, what, reading.problems())
        .ifPresent(
            reader -> {
              // In the order written, which is the order of hosts and of children.
              reader.allow("hosts", "vars", "children");
              reader.mapping().entries().forEach(part -> part(group.get(), part));
              reader.rejectUnknown();
            });
    return group;
  }

  private void part(GroupDraft group, Entry part) {
    switch (part.key().text()) {
      case "hosts" -> entries(part, "hosts").forEach(host -> host(group, host));
      case "children" -> entries(part, "children").forEach(child -> child(group, child));
      case "vars" ->
          entries(part, "vars")
              .forEach(
                  v ->
                      draft.setVariable(
                          group, v.key().text(), values.variable(v.key().text(), v.value())));
      default -> {
        // Named as unknown by the caller.
      }
    }
  }

  // One name alone stands for a mapping with that key, as in "hosts: hn1".
  private List<Entry> entries(Entry part, String what) {
    YamlNode value = part.value();
    if (isNothing(value)) {
      return List.of();
    }
    if (value instanceof Mapping mapping) {
      return mapping.entries();
    }
    if (value instanceof Scalar name && !what.equals("vars")) {
      return List.of(new Entry(name, new Scalar("", true, null, name.position())));
    }
    reading.problem(
        ProblemCode.WRONG_TYPE,
        value.position(),
        "'" + what + "' of a group is a mapping, but this is " + value.shape(),
        what.equals("vars")
            ? "write 'name: value' lines"
            : "write each as 'NAME:', without a dash");
    return List.of();
  }

  private void child(GroupDraft parent, Entry entry) {
    group(entry.key(), entry.value())
        .ifPresent(child -> draft.addChild(parent, child, entry.key().position()));
  }

  private void host(GroupDraft group, Entry entry) {
    Scalar key = entry.key();
    if (!isName(key)) {
      reading.problem(
          ProblemCode.HOST_NAME,
          key.position(),
          "host " + key.text() + " is not a text to YAML",
          "quote it: \"" + key.text() + "\":");
      return;
    }
    Map<String, Variable> variables = hostVariables(entry);
    HostTerm term = HostTerm.parse(key.text(), key.position(), reading);
    for (String name : term.names()) {
      draft
          .addHost(group, name, term.port(), key.position())
          .ifPresent(host -> host.vars.putAll(variables));
    }
  }

  private static boolean isName(Scalar key) {
    return !key.plain() || YamlTyping.YAML.typed(key.text()) instanceof Value.Text;
  }

  private Map<String, Variable> hostVariables(Entry entry) {
    YamlNode value = entry.value();
    if (value instanceof Mapping mapping) {
      return values.variables(mapping);
    }
    if (!isNothing(value)) {
      String name = entry.key().text();
      reading.problem(
          ProblemCode.WRONG_TYPE,
          value.position(),
          "host '" + name + "' is a mapping of its variables, but this is " + value.shape(),
          "write 'name: value' lines below '" + name + ":'");
    }
    return Map.of();
  }

  private static boolean isNothing(YamlNode node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }
}
