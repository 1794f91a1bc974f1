package dev.bascule.playbook;

import dev.bascule.inventory.Host;
import dev.bascule.inventory.PlacedVariables;
import dev.bascule.model.Value;
import dev.bascule.playbook.kind.Expressions;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.template.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One play, ready to be resolved for its nodes. Safe for several threads once made. */
final class PlayRun {
  final Run run;
  final Play play;
  final List<Task> tasks;
  final List<Host> hosts;
  private final Map<String, Value> variables = new LinkedHashMap<>();
  private final Map<String, Position> places = new HashMap<>();
  private final IdentityHashMap<Task, PlacedVariables> ofTasks = new IdentityHashMap<>();
  private final IdentityHashMap<Task, Value> loops = new IdentityHashMap<>();
  private final Value playHosts;

  /**
   * Reads the play's variables.
   *
   * @param tasks those chosen by tags
   */
  PlayRun(Run run, Play play, List<Task> tasks, List<Host> hosts, Problems problems) {
    this.run = run;
    this.play = play;
    this.tasks = tasks;
    this.hosts = hosts;
    this.playHosts = Run.names(hosts);
    if (play.variables() != null) {
      add(run.reader.mapping(play.variables()));
    }
    for (Scalar file : play.varsFiles()) {
      variablesOf(file, problems);
    }
    tasks.stream().filter(Task::sound).forEach(this::prepare);
    play.handlers().stream().filter(Task::sound).forEach(this::prepare);
  }

  private void variablesOf(Scalar file, Problems problems) {
    boolean expression = Expressions.in(file.text());
    if (expression || file.text().indexOf('\0') >= 0) {
      problems.add(
          ProblemCode.BAD_VALUE,
          file.position(),
          "a name of 'vars_files' cannot hold " + (expression ? "an expression" : "a NUL byte"),
          expression
              ? "use group_vars and host_vars for variables that differ between nodes"
              : null);
      return;
    }
    Path path = play.folder().resolve(Path.of(file.text())).normalize();
    if (Files.isRegularFile(path)) {
      add(run.reader.file(path));
    } else {
      problems.add(SourceFiles.missing(play.folder(), file.text(), file.position()));
    }
  }

  private void add(PlacedVariables more) {
    variables.putAll(more.values());
    places.putAll(more.places());
  }

  private void prepare(Task task) {
    if (task.variables() != null) {
      PlacedVariables own = run.reader.mapping(task.variables());
      ofTasks.put(task, own.without(run.request.extraVariables().keySet()));
    }
    if (task.loop() != null) {
      loops.put(task, run.reader.value(task.loop()));
    }
  }

  /** What expressions of this play see on a node. */
  Variables variables(Host host, Map<String, Value> facts) {
    Map<String, Value> fixed = new HashMap<>(host.magic());
    fixed.put("play_hosts", playHosts);
    fixed.putAll(facts);
    Map<String, Value> extra = run.request.extraVariables();
    return new Variables(
        run.interpolation,
        Scope.of(host.vars()).with(variables).with(extra),
        fixed,
        name -> extra.containsKey(name) ? Optional.empty() : place(host, name),
        run::rare);
  }

  /** The values of all variables of a node, as written. */
  List<Value> values(Host host) {
    List<Value> values = new ArrayList<>(host.vars().values());
    values.addAll(variables.values());
    values.addAll(run.request.extraVariables().values());
    return values;
  }

  private Optional<Position> place(Host host, String name) {
    Position at = places.get(name);
    return at == null ? host.position(name) : Optional.of(at);
  }

  /** The same with the task's own variables. */
  Variables with(Task task, Variables variables) {
    PlacedVariables own = ofTasks.get(task);
    return own == null
        ? variables
        : variables.with(own.values(), name -> Optional.ofNullable(own.places().get(name)));
  }

  /** What {@code loop} says, not yet evaluated. */
  Optional<Value> loop(Task task) {
    return Optional.ofNullable(loops.get(task));
  }
}
