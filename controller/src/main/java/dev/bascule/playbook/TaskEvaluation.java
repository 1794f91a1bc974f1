package dev.bascule.playbook;

import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.playbook.kind.Evaluation;
import dev.bascule.playbook.kind.Expressions;
import dev.bascule.playbook.kind.FactsNeeded;
import dev.bascule.playbook.kind.Unresolved;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates the arguments of one task on one node. */
final class TaskEvaluation implements Evaluation {
  private final PlayRun play;
  private final Variables variables;

  TaskEvaluation(PlayRun play, Variables variables) {
    this.play = play;
    this.variables = variables;
  }

  @Override
  public Value value(YamlNode node) throws Unresolved, FactsNeeded {
    if (!Expressions.in(node)) {
      return Expressions.literal(node);
    }
    if (node instanceof Scalar scalar) {
      return variables.expand(scalar.text(), scalar.position());
    }
    if (node instanceof Sequence list) {
      List<Value> items = new ArrayList<>();
      for (YamlNode item : list.items()) {
        items.add(value(item));
      }
      return new Value.Items(items);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Entry entry : ((Mapping) node).entries()) {
      fields.put(text(entry.key()), value(entry.value()));
    }
    return new Value.Fields(fields);
  }

  String text(Scalar scalar) throws Unresolved, FactsNeeded {
    if (!Expressions.in(scalar.text())) {
      return scalar.text();
    }
    Position at = scalar.position();
    Problems problems = new Problems();
    Optional<String> text =
        play.run.interpolation.text(
            scalar.text(),
            at,
            variables.scope(play.run.interpolation.names(scalar.text()), at),
            problems);
    return text.orElseThrow(() -> new Unresolved(problems.all()));
  }

  @Override
  public String shellText(Scalar text) throws Unresolved, FactsNeeded {
    if (!Expressions.in(text.text())) {
      return text.text();
    }
    // The name tells the renderer the language, so that values are quoted for a shell.
    SourceFile script = new SourceFile(text.position().file().name() + ".sh", text.text());
    Problems problems = new Problems();
    Optional<String> rendered = render(script, text.position(), problems);
    return rendered.orElseThrow(
        () ->
            new Unresolved(
                problems.all().stream().map(found -> moved(found, script, text)).toList()));
  }

  private static Problem moved(Problem problem, SourceFile script, Scalar text) {
    Position at = problem.position();
    return at == null || !at.file().equals(script)
        ? problem
        : new Problem(
            problem.code(), place(at, script, text.position()), problem.message(), problem.hint());
  }

  // A block's lines stand below its key, further right; a text in quotes begins behind its quote.
  private static Position place(Position inScript, SourceFile script, Position text) {
    String line = script.line(inScript.line());
    int number = text.line() + inScript.line();
    String written = text.file().line(number);
    if (!line.isBlank() && written.endsWith(line)) {
      int indent = written.length() - line.length();
      return new Position(text.file(), number, indent + inScript.column());
    }
    int start = inScript.line() == 1 ? text.file().line(text.line()).indexOf(line) : -1;
    return start < 0 ? text : new Position(text.file(), text.line(), start + inScript.column());
  }

  @Override
  public FileContent template(String src, YamlNode at) throws Unresolved, FactsNeeded {
    SourceFile template = play.run.files.text(play.play.folder(), src, at.position());
    Problems problems = new Problems();
    Optional<String> rendered = render(template, at.position(), problems);
    return FileContent.of(rendered.orElseThrow(() -> new Unresolved(problems.all())));
  }

  private Optional<String> render(SourceFile template, Position at, Problems problems)
      throws Unresolved, FactsNeeded {
    play.run.renderer.check(template, problems);
    return problems.isEmpty()
        ? play.run.renderer.render(
            template, variables.scope(play.run.renderer.names(template), at), problems)
        : Optional.empty();
  }

  @Override
  public FileContent file(String src, YamlNode at) throws Unresolved {
    return play.run.files.content(play.play.folder(), src, at.position());
  }

  @Override
  public NodeName node() {
    return variables.node();
  }

  @Override
  public boolean isSecret(FileContent content) {
    String text = content.text();
    return !play.run.request.secrets().mask(text).equals(text);
  }
}
