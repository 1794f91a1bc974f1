package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.Suggestion;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An inventory as a tree, in the form of {@code ansible-inventory --graph}.
 *
 * <pre>
 * &#64;all:
 *   |--&#64;ungrouped:
 *   |--&#64;hardware_nodes:
 *   |  |--hn1
 * </pre>
 */
public final class InventoryGraph {
  private final Inventory inventory;
  private final Secrets secrets;
  private final boolean variables;
  private final StringBuilder out = new StringBuilder();

  private InventoryGraph(Inventory inventory, Secrets secrets, boolean variables) {
    this.inventory = inventory;
    this.secrets = secrets;
    this.variables = variables;
  }

  /**
   * The tree below a group, empty with a problem if there is no such group.
   *
   * @param group {@code all} for all
   * @param variables whether to show variables too, with secrets masked
   */
  public static String graph(
      Inventory inventory, String group, boolean variables, Secrets secrets, Problems problems) {
    InventoryGraph graph = new InventoryGraph(inventory, secrets, variables);
    inventory
        .group(group)
        .ifPresentOrElse(
            found -> graph.group(found, 0),
            () ->
                problems.add(
                    ProblemCode.UNKNOWN_GROUP,
                    new SourceFile("--graph", group).start(),
                    "no group is named '" + group + "'",
                    Suggestion.didYouMean(group, inventory.groupsByName().keySet())));
    return graph.out.toString();
  }

  private void group(Group group, int depth) {
    line("@" + group.name() + ":", depth);
    group
        .children()
        .forEach(child -> inventory.group(child).ifPresent(next -> group(next, depth + 1)));
    // Hosts named in all itself are shown where they are grouped, or ungrouped.
    if (!group.name().equals(InventoryDraft.ALL)) {
      for (String name : group.hosts()) {
        line(name, depth + 1);
        Host host = inventory.hostsByName().get(name);
        if (variables && host != null) {
          variables(host.vars(), depth + 2);
        }
      }
    }
    if (variables) {
      Map<String, Value> own = new TreeMap<>();
      inventory.variablesOf(group.name()).forEach((key, v) -> own.put(key, v.value()));
      variables(own, depth + 1);
    }
  }

  private void variables(Map<String, Value> values, int depth) {
    new TreeMap<>(values)
        .forEach((name, value) -> line("{" + name + " = " + show(value) + "}", depth));
  }

  private void line(String text, int depth) {
    out.append("  |".repeat(depth)).append(depth > 0 ? "--" : "").append(text).append('\n');
  }

  private String show(Value value) {
    if (value instanceof Value.Items items) {
      return items.items().stream().map(this::show).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Value.Fields fields) {
      return fields.fields().entrySet().stream()
          .map(entry -> entry.getKey() + ": " + show(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof Value.Secret
        ? Secrets.MASK
        : secrets.mask(((Value.Scalar) value).text()).replace("\n", "\\n");
  }
}
