package dev.bascule.probe;

import dev.bascule.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one interface while output is read. */
final class InterfaceDraft {
  private final String name;
  private @Nullable String mac;
  private @Nullable String master;
  private long mtu;
  private final List<String> addresses = new ArrayList<>();

  private InterfaceDraft(String name) {
    this.name = name;
  }

  void mac(String text) {
    mac = text;
  }

  void master(String text) {
    master = text;
  }

  void mtu(String text) {
    mtu = text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
  }

  void address(String text) {
    addresses.add(text);
  }

  List<String> ipv4() {
    return addresses.stream().filter(address -> !address.contains(":")).toList();
  }

  private Value asValue() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Text(name));
    if (mac != null) {
      fields.put("mac", new Value.Text(mac));
    }
    if (mtu > 0) {
      fields.put("mtu", new Value.Int(mtu));
    }
    List<Value> items = new ArrayList<>();
    addresses.forEach(address -> items.add(new Value.Text(address)));
    fields.put("addresses", new Value.Items(items));
    if (master != null) {
      fields.put("master", new Value.Text(master));
    }
    return new Value.Fields(fields);
  }

  /** All interfaces, in the order they were seen. */
  static final class Interfaces {
    private final Map<String, InterfaceDraft> all = new LinkedHashMap<>();

    InterfaceDraft named(String name) {
      return all.computeIfAbsent(name, InterfaceDraft::new);
    }

    Value asValue() {
      return new Value.Items(all.values().stream().map(InterfaceDraft::asValue).toList());
    }
  }
}
