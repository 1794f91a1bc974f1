package dev.bascule.inventory;

import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.source.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of the inventory. Its variables are merged when they are first asked for. */
public final class Host {
  private final NodeName name;
  private final String source;
  private final List<String> groups;
  private final Map<String, Variable> ofGroups;
  private final Map<String, Variable> own;
  private @Nullable Map<String, Value> vars;

  Host(
      NodeName name,
      String source,
      List<String> groups,
      Map<String, Variable> ofGroups,
      Map<String, Variable> own) {
    this.name = name;
    this.source = source;
    this.groups = List.copyOf(groups);
    this.ofGroups = ofGroups;
    this.own = own;
  }

  /** The name, unique in the inventory. */
  public NodeName name() {
    return name;
  }

  /** All groups it is in, at any distance, in the order in which their variables merge. */
  public List<String> groups() {
    return groups;
  }

  /** The file, script or list that named the host first, as written. */
  public String source() {
    return source;
  }

  /** Variables of the inventory, group_vars and host_vars, merged by precedence. */
  public synchronized Map<String, Value> vars() {
    Map<String, Value> known = vars;
    if (known == null) {
      Map<String, Value> merged = new LinkedHashMap<>();
      ofGroups.forEach((key, variable) -> merged.put(key, variable.value()));
      own.forEach((key, variable) -> merged.put(key, variable.value()));
      known = Collections.unmodifiableMap(merged);
      vars = known;
    }
    return known;
  }

  /** Where the variable's winning value stands. */
  public Optional<Position> position(String variable) {
    Variable found = own.get(variable);
    return Optional.ofNullable(found == null ? ofGroups.get(variable) : found).map(Variable::at);
  }

  /**
   * The variables that Ansible calls magic: inventory_hostname, inventory_hostname_short,
   * group_names (sorted, without {@code all}) and inventory_file.
   */
  public Map<String, Value> magic() {
    String text = name.text();
    boolean address = text.matches("[0-9.]+") || HostTerm.isIpv6(text);
    int dot = text.indexOf('.');
    String brief = address || dot < 0 ? text : text.substring(0, dot);
    List<Value> names =
        groups.stream()
            .filter(group -> !group.equals(InventoryDraft.ALL))
            .sorted()
            .<Value>map(Value.Text::new)
            .toList();
    return Map.of(
        "inventory_hostname", new Value.Text(text),
        "inventory_hostname_short", new Value.Text(brief),
        "group_names", new Value.Items(names),
        "inventory_file", new Value.Text(source));
  }

  @Override
  public String toString() {
    return name.text();
  }
}
