package dev.bascule.playbook.kind;

import dev.bascule.model.FileContent;
import dev.bascule.model.Value;
import dev.bascule.source.MappingReader;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of one task's kind, read one by one; each becomes a {@link Field}. */
public final class Arguments {
  private final String kind;
  private final @Nullable MappingReader keys;
  private final YamlNode node;
  private final boolean handler;
  private final Problems problems;
  private final List<Field<?>> fields = new ArrayList<>();

  private Arguments(
      String kind,
      @Nullable MappingReader keys,
      YamlNode node,
      boolean handler,
      Problems problems) {
    this.kind = kind;
    this.keys = keys;
    this.node = node;
    this.handler = handler;
    this.problems = problems;
  }

  static Arguments of(String kind, YamlNode node, boolean handler, Problems problems) {
    MappingReader keys =
        node instanceof Mapping ? MappingReader.of(node, kind, problems).orElse(null) : null;
    return new Arguments(kind, keys, node, handler, problems);
  }

  /** Whether the task is a handler, which may act each time it runs. */
  public boolean isHandler() {
    return handler;
  }

  /** The value itself where a kind's short form is one text: {@code command: vzctl start 101}. */
  public Optional<Scalar> shortForm() {
    return node instanceof Scalar scalar && !scalar.isNull()
        ? Optional.of(scalar)
        : Optional.empty();
  }

  /** Where the arguments begin. */
  public Position position() {
    return node.position();
  }

  /** All of them, to point at one. */
  Located located() {
    return new Located("'" + kind + "'", Expressions.literal(node), node);
  }

  /** A key that must be there. */
  public <T> Field<T> required(String key, ValueType<T> type) {
    if (keys != null && keys.node(key).isEmpty()) {
      missing(key);
    }
    return optional(key, type);
  }

  /** A key that may be there. */
  public <T> Field<T> optional(String key, ValueType<T> type) {
    return add(key, keys == null ? null : keys.node(key).orElse(null), type);
  }

  /** A field whose value is not a key's but stands elsewhere: the short form, one word of it. */
  public <T> Field<T> add(String key, @Nullable YamlNode value, ValueType<T> type) {
    T constant = value == null || Expressions.in(value) ? null : constant(key, value, type);
    String what = "'" + key + "'";
    return add(
        key,
        value,
        constant,
        (evaluation, node) -> type.read(new Located(what, evaluation.value(node), node)));
  }

  /** A text that a shell will run, so that expressions in it are quoted. */
  public Field<String> shell(String key) {
    return shell(key, keys == null ? null : keys.node(key).orElse(null));
  }

  /** The same for a text that stands elsewhere. */
  public Field<String> shell(String key, @Nullable YamlNode value) {
    if (value != null && !(value instanceof Scalar)) {
      problem(
          new Unresolved(
              ProblemCode.WRONG_TYPE,
              value.position(),
              "'" + key + "' is one value, but this is " + value.shape(),
              "write one shell text"));
    }
    return add(
        key,
        value,
        null,
        (evaluation, node) -> {
          Value text = new Value.Text(evaluation.shellText((Scalar) node));
          return new Located("'" + key + "'", text, node).text();
        });
  }

  /**
   * The content of the file here that a key names.
   *
   * @param how what is done with the file, given its name
   */
  public Field<FileContent> content(String key, Opener how) {
    Field<String> name = optional(key, Types::line);
    return add(
        key,
        name.node(),
        null,
        (evaluation, node) -> {
          String src = name.evaluate(evaluation);
          return how.open(evaluation, src == null ? "" : src, node);
        });
  }

  /** A field that is made of others, or of several values. */
  <T> Field<T> computed(String key, YamlNode value, Field.Evaluator<T> evaluator) {
    return add(key, value, null, evaluator);
  }

  /** Opens a file here. */
  @FunctionalInterface
  public interface Opener {
    /** The content of a file. */
    FileContent open(Evaluation evaluation, String src, YamlNode at) throws Unresolved, FactsNeeded;
  }

  private <T> Field<T> add(
      String key, @Nullable YamlNode value, @Nullable T constant, Field.Evaluator<T> evaluator) {
    Field<T> field = new Field<>(fields.size(), key, value, constant, evaluator);
    fields.add(field);
    return field;
  }

  /** A key read as written, without evaluation. */
  public Optional<YamlNode> raw(String key) {
    return keys == null ? Optional.empty() : keys.node(key);
  }

  /** Adds a problem at the arguments' place. */
  public void problem(ProblemCode code, String message, @Nullable String hint) {
    problems.add(code, position(), message, hint);
  }

  /** Adds a problem. */
  public void problem(Unresolved e) {
    e.addTo(problems);
  }

  /** Whether keys can be read at all; where not, {@link #wantMapping} has said so. */
  public boolean hasKeys() {
    return keys != null;
  }

  /** Says that the value should have been a mapping, where it is not. */
  public void wantMapping(String example) {
    if (keys == null) {
      problem(
          ProblemCode.WRONG_TYPE,
          "'" + kind + "' is a mapping, but this is " + node.shape(),
          "write " + example);
    }
  }

  void missing(String key) {
    problem(
        ProblemCode.MISSING_KEY,
        "'" + key + "' of '" + kind + "' is missing",
        "add '" + key + ": …'");
  }

  void rejectUnknown() {
    if (keys != null) {
      keys.rejectUnknown();
    }
  }

  List<Field<?>> fields() {
    return fields;
  }

  private <T> @Nullable T constant(String key, YamlNode value, ValueType<T> type) {
    try {
      return type.read(new Located("'" + key + "'", Expressions.literal(value), value));
    } catch (Unresolved e) {
      e.addTo(problems);
      return null;
    }
  }
}
