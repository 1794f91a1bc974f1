package dev.bascule.playbook.kind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All kinds that this version has, and the names of those that later versions will have. */
public final class Kinds {
  /** Kinds of the design whose turn has not come. */
  public static final List<String> LATER = List.of();

  private static final Map<String, Kind> ALL = byName();

  private Kinds() {}

  private static Map<String, Kind> byName() {
    Map<String, Kind> all = new TreeMap<>();
    for (Kind kind :
        List.of(
            new AddressKind(),
            new BridgeKind(),
            new ContainerKind(),
            new CommandKind(),
            new CopyKind(),
            new FileKind(),
            new KernelModuleKind(),
            new MacvlanKind(),
            new NetnsKind(),
            new RouteKind(),
            new ScriptKind(),
            new ServiceKind(),
            new SettingsKind(),
            new SysctlKind(),
            new TemplateKind(),
            new VethKind(),
            new VlanKind())) {
      all.put(kind.name(), kind);
    }
    return Collections.unmodifiableMap(all);
  }

  /** The kind of a name. */
  public static @Nullable Kind get(String name) {
    return ALL.get(name);
  }

  /** The names of all kinds, sorted. */
  public static List<String> names() {
    return new ArrayList<>(ALL.keySet());
  }
}
