package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
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
  private final Secrets secrets;

  private InventoryJson(Inventory inventory, Secrets secrets) {
    this.inventory = inventory;
    this.secrets = secrets;
  }

  /** All groups and, under {@code _meta.hostvars}, the merged variables of every host. */
  public static String list(Inventory inventory, Secrets secrets) {
    return new InventoryJson(inventory, secrets).list();
  }

  /** The merged variables of one host. */
  public static String host(Host host, Inventory inventory, Secrets secrets) {
    return new InventoryJson(inventory, secrets).write(new Value.Fields(host.vars()));
  }

  private String list() {
    Map<String, Value> root = new TreeMap<>();
    collect(InventoryDraft.ALL, root, new HashSet<>());
    Map<String, Value> hostvars = new TreeMap<>();
    for (Host host : inventory.hosts()) {
      if (!host.vars().isEmpty()) {
        hostvars.put(host.name().text(), new Value.Fields(host.vars()));
      }
    }
    root.put("_meta", new Value.Fields(Map.of("hostvars", new Value.Fields(hostvars))));
    return write(new Value.Fields(root));
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

  private String write(Value value) {
    StringWriter text = new StringWriter();
    try (JsonWriter json =
        JsonStream.builder().serializeNulls(true).serializeEmpty(true).build().writer(text)) {
      json.pretty(true);
      write(value, json);
    }
    return text.append("\n").toString();
  }

  private void write(Value value, JsonWriter json) {
    if (value instanceof Value.Fields fields) {
      json.beginObject();
      new TreeMap<>(fields.fields())
          .forEach(
              (name, field) -> {
                json.name(name);
                write(field, json);
              });
      json.endObject();
    } else if (value instanceof Value.Items items) {
      json.beginArray();
      items.items().forEach(item -> write(item, json));
      json.endArray();
    } else {
      scalar((Value.Scalar) value, json);
    }
  }

  private void scalar(Value.Scalar scalar, JsonWriter json) {
    if (scalar instanceof Value.Int number) {
      json.value(number.number());
    } else if (scalar instanceof Value.Real real) {
      json.value(real.number());
    } else if (scalar instanceof Value.Bool bool) {
      json.value(bool.truth());
    } else if (scalar instanceof Value.Nothing) {
      json.nullValue();
    } else if (scalar instanceof Value.Secret) {
      json.value(Secrets.MASK);
    } else {
      json.value(secrets.mask(scalar.text()));
    }
  }
}
