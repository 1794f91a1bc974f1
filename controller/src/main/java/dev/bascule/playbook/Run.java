package dev.bascule.playbook;

import dev.bascule.inventory.Host;
import dev.bascule.inventory.Inventory;
import dev.bascule.inventory.VariableReader;
import dev.bascule.model.Value;
import dev.bascule.playbook.kind.FactsNeeded;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.template.Interpolation;
import dev.bascule.template.Scope;
import dev.bascule.template.TemplateRenderer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all plays and nodes of one resolution share. Safe for several threads once made. */
final class Run {
  final ResolveRequest request;
  final VariableReader reader;
  final Interpolation interpolation;
  final Conditions conditions = new Conditions();
  final TemplateRenderer renderer;
  final SourceFiles files;
  private @Nullable Value hostvars;
  private @Nullable Value groups;

  Run(ResolveRequest request, Problems problems) {
    this.request = request;
    this.files = new SourceFiles(problems.files());
    this.reader = VariableReader.of(request.vaultPasswordFiles(), request.secrets(), problems);
    this.interpolation = new Interpolation(request.secrets());
    this.renderer = new TemplateRenderer(request.secrets());
  }

  /** The variables that are the same for every node and costly to make. */
  Optional<Value> rare(String name) {
    return switch (name) {
      case "groups" -> Optional.of(groups());
      case "hostvars" -> Optional.of(hostvars());
      default -> Optional.empty();
    };
  }

  private synchronized Value groups() {
    Value known = groups;
    if (known == null) {
      Inventory inventory = request.inventory();
      Map<String, Value> all = new LinkedHashMap<>();
      inventory
          .groups()
          .forEach(group -> all.put(group.name(), names(inventory.hostsOf(group.name()))));
      known = new Value.Fields(all);
      groups = known;
    }
    return known;
  }

  static Value names(List<Host> hosts) {
    return new Value.Items(
        hosts.stream().<Value>map(host -> new Value.Text(host.name().text())).toList());
  }

  private synchronized Value hostvars() {
    Value known = hostvars;
    if (known == null) {
      Map<String, Value> all = new LinkedHashMap<>();
      request.inventory().hosts().forEach(host -> all.put(host.name().text(), variables(host)));
      known = new Value.Fields(all);
      hostvars = known;
    }
    return known;
  }

  // Another node's variables as the inventory has them; what cannot be evaluated there is missing.
  private Value variables(Host host) {
    Map<String, Value> all = new LinkedHashMap<>();
    Variables variables =
        new Variables(
            interpolation,
            Scope.of(host.vars()),
            host.magic(),
            host::position,
            name -> name.equals("groups") ? rare(name) : Optional.empty());
    for (String name : host.vars().keySet()) {
      try {
        variables
            .scope(Set.of(name), new SourceFile(host.source(), "").start())
            .get(name)
            .ifPresent(value -> all.put(name, value));
      } catch (Unresolved | FactsNeeded e) {
        all.remove(name);
      }
    }
    all.putAll(host.magic());
    return new Value.Fields(all);
  }
}
