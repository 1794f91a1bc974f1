package dev.bascule.inventory;

import dev.bascule.model.FileContent;
import dev.bascule.source.MappingReader;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.SourceReader;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import dev.bascule.source.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs an inventory script and reads what it prints.
 *
 * <pre>
 * {"hardware_nodes": {"hosts": ["hn1"], "vars": {"bridge": "br0"}, "children": []},
 *  "retired": ["hn9"],
 *  "_meta": {"hostvars": {"hn1": {"ansible_host": "192.0.2.1"}}}}
 * </pre>
 */
final class ScriptInventory {
  private final Path script;
  private final InventoryDraft draft;
  private final Reading reading;
  private final ValueReader values;
  private final Set<HostDraft> hosts = new LinkedHashSet<>();

  private ScriptInventory(Path script, InventoryDraft draft) {
    this.script = script;
    this.draft = draft;
    this.reading = draft.reading();
    this.values = new ValueReader(YamlTyping.JSON, false, reading);
  }

  static void read(Path script, InventoryDraft draft) {
    try {
      draft.reading().problems().files().add(script, FileContent.of(Files.readAllBytes(script)));
    } catch (IOException | OutOfMemoryError unreadable) {
      // A program may be one that can be run and not read; then there is nothing to hash.
    }
    new ScriptInventory(script, draft).read();
  }

  private void read() {
    Optional<Mapping> output = run("--list");
    if (output.isEmpty()) {
      return;
    }
    YamlNode meta = output.get().get("_meta").orElse(null);
    output.get().entries().stream()
        .filter(entry -> !entry.key().text().equals("_meta"))
        .forEach(entry -> group(entry.key(), entry.value()));
    if (meta instanceof Mapping of) {
      MappingReader reader = MappingReader.of(of, "'_meta'", reading.problems()).orElseThrow();
      reader.node("hostvars");
      // Ansible's own scripts print it, for its profiles.
      reader.node("profile");
      reader.rejectUnknown();
    }
    Mapping hostvars =
        meta instanceof Mapping mapping && mapping.get("hostvars").orElse(null) instanceof Mapping m
            ? m
            : null;
    if (hostvars != null) {
      fromMeta(hostvars);
    } else {
      hosts.forEach(host -> run("--host", host.name.text()).ifPresent(vars -> add(host, vars)));
    }
  }

  // One pass, since a script may print ten thousand hosts.
  private void fromMeta(Mapping hostvars) {
    Map<String, HostDraft> byName = new HashMap<>();
    hosts.forEach(host -> byName.put(host.name.text(), host));
    for (Entry entry : hostvars.entries()) {
      HostDraft host = byName.get(entry.key().text());
      if (host != null) {
        mapping(entry.value(), "variables of '" + host.name + "'").ifPresent(m -> add(host, m));
      }
    }
  }

  private void add(HostDraft host, Mapping variables) {
    host.vars.putAll(values.variables(variables));
  }

  private Optional<Mapping> run(String... arguments) {
    Program.Result result = Program.run(script, List.of(arguments), reading.environment());
    String command = script + " " + String.join(" ", arguments);
    if (!result.succeeded()) {
      reading.problem(
          ProblemCode.SCRIPT_FAILED,
          new SourceFile(command, "").start(),
          "this inventory script " + result.failure(),
          result.errorHint() == null ? result.advice() : result.errorHint());
      return Optional.empty();
    }
    String said = result.errorHint();
    if (said != null) {
      reading.notes().add(command + " " + said);
    }
    FileContent output = FileContent.of(result.output());
    reading
        .problems()
        .files()
        .printed(script.toAbsolutePath().normalize() + " " + String.join(" ", arguments), output);
    return SourceReader.decode(command, result.output(), reading.problems())
        .flatMap(this::json)
        .flatMap(tree -> mapping(tree, "the output of an inventory script"));
  }

  // Read as YAML, which JSON is; but whoever wrote the script is told about JSON.
  private Optional<YamlNode> json(SourceFile file) {
    Problems found = new Problems();
    Optional<YamlNode> tree = YamlReader.read(SourceText.json(file), found);
    for (Problem problem : found.all()) {
      boolean syntax = problem.code() == ProblemCode.YAML_SYNTAX;
      reading
          .problems()
          .add(
              syntax
                  ? new Problem(
                      ProblemCode.SCRIPT_OUTPUT,
                      problem.position(),
                      "the output of an inventory script is not JSON from here on",
                      "run it yourself: " + file.name())
                  : problem);
    }
    return tree;
  }

  private Optional<Mapping> mapping(YamlNode node, String what) {
    if (node instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    output(node, what + " is a JSON object, but this is " + node.shape());
    return Optional.empty();
  }

  private void output(YamlNode node, String message) {
    reading.problem(
        ProblemCode.SCRIPT_OUTPUT,
        node.position(),
        message,
        "run it yourself: " + node.position().file().name());
  }

  private void group(Scalar name, YamlNode body) {
    Optional<GroupDraft> made = draft.makeGroup(name.text(), name.position());
    if (made.isEmpty()) {
      return;
    }
    GroupDraft group = made.get();
    if (!(body instanceof Mapping mapping)) {
      hosts(group, body);
      return;
    }
    boolean full =
        List.of("hosts", "vars", "children").stream().anyMatch(key -> mapping.get(key).isPresent());
    if (full) {
      full(group, mapping);
    } else {
      // The oldest form: the name is a host's, the object its variables.
      host(group, name);
      values.variables(mapping).forEach((key, v) -> draft.setVariable(group, key, v));
    }
  }

  private void full(GroupDraft group, Mapping mapping) {
    MappingReader reader = MappingReader.of(mapping, "a group", reading.problems()).orElseThrow();
    reader.node("hosts").ifPresent(node -> hosts(group, node));
    reader
        .node("vars")
        .flatMap(node -> mapping(node, "'vars' of a group"))
        .ifPresent(
            vars -> values.variables(vars).forEach((key, v) -> draft.setVariable(group, key, v)));
    reader.node("children").ifPresent(node -> children(group, node));
    reader.rejectUnknown();
  }

  private void hosts(GroupDraft group, YamlNode list) {
    names(list, "hosts").forEach(name -> host(group, name));
  }

  private void host(GroupDraft group, Scalar name) {
    draft.addHost(group, name.text(), null, name.position()).ifPresent(hosts::add);
  }

  private void children(GroupDraft group, YamlNode list) {
    for (Scalar name : names(list, "children")) {
      draft
          .makeGroup(name.text(), name.position())
          .ifPresent(child -> draft.addChild(group, child, name.position()));
    }
  }

  private List<Scalar> names(YamlNode node, String what) {
    if (node instanceof Sequence list
        && list.items().stream().allMatch(item -> item instanceof Scalar)) {
      return list.items().stream().map(item -> (Scalar) item).toList();
    }
    output(node, "'" + what + "' of a group is a list of names, but this is not");
    return List.of();
  }
}
