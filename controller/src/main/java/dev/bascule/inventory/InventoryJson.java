package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An inventory as JSON, in the form of {@code ansible-inventory --list} and {@code --host}: typed
 * values, keys sorted, secrets masked.
 */
public final class InventoryJson {
  private final Inventory inventory;

  private InventoryJson(Inventory inventory) {
    this.inventory = inventory;
  }

  /** All groups and, under {@code _meta.hostvars}, the merged variables of every host. */
  public static String list(Inventory inventory, Secrets secrets) {
    return JsonText.of(new InventoryJson(inventory).tree(), secrets);
  }

  /** The merged variables of one host. */
  public static String host(Host host, Secrets secrets) {
    return JsonText.of(new Value.Fields(host.vars()), secrets);
  }

  private Value tree() {
    Map<String, Value> root = new TreeMap<>();
    collect(InventoryDraft.ALL, root, new HashSet<>());
    Map<String, Value> hostvars = new TreeMap<>();
    for (Host host : inventory.hosts()) {
      if (!host.vars().isEmpty()) {
        hostvars.put(host.name().text(), new Value.Fields(host.vars()));
      }
    }
    root.put("_meta", new Value.Fields(Map.of("hostvars", new Value.Fields(hostvars))));
    return new Value.Fields(root);
  }

  // As Ansible: a group without hosts and children is named by its parent only.
  private void collect(String name, Map<String, Value> root, Set<String> seen) {
    Group group = inventory.group(name).orElseThrow();
    if (!seen.add(name)) {
      return;
    }
    Map<String, Value> fields = new TreeMap<>();
    if (!name.equals(InventoryDraft.ALL) && !group.hosts().isEmpty()) {
      fields.put("hosts", names(group.hosts()));
    }
    if (!group.children().isEmpty()) {
      fields.put("children", names(group.children()));
    }
    if (!fields.isEmpty()) {
      root.put(name, new Value.Fields(fields));
    }
    group.children().forEach(child -> collect(child, root, seen));
  }

  private static Value names(List<String> names) {
    return new Value.Items(names.stream().<Value>map(Value.Text::new).toList());
  }
}
