package dev.bascule.playbook;

import dev.bascule.playbook.kind.Body;
import dev.bascule.playbook.kind.Expressions;
import dev.bascule.playbook.kind.Kind;
import dev.bascule.playbook.kind.Kinds;
import dev.bascule.source.MappingReader;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one task or handler: its one kind, and the keys that every task has. */
final class TaskReader {
  static final List<String> KEYS = List.of("name", "when", "loop", "tags", "vars", "notify");

  private final MappingReader keys;
  private final boolean handler;
  private final Problems problems;

  private TaskReader(MappingReader keys, boolean handler, Problems problems) {
    this.keys = keys;
    this.handler = handler;
    this.problems = problems;
  }

  static Optional<Task> read(
      YamlNode node, Set<String> playTags, boolean handler, Problems problems) {
    return MappingReader.of(node, handler ? "a handler" : "a task", problems)
        .flatMap(keys -> new TaskReader(keys, handler, problems).read(playTags));
  }

  private Optional<Task> read(Set<String> playTags) {
    int before = problems.size();
    Scalar name = keys.scalar("name").orElse(null);
    List<Scalar> when = keys.scalars("when");
    Set<String> tags = new LinkedHashSet<>(playTags);
    tags.addAll(Tags.read(keys, problems));
    YamlNode loop = loop();
    Mapping variables = keys.mapping("vars").map(MappingReader::mapping).orElse(null);
    List<Scalar> notifies = keys.scalars("notify");
    if (handler) {
      checkHandler(name);
    }
    Optional<Body> body = body();
    boolean sound = problems.size() == before;
    return body.map(
        read -> new Task(keys.mapping(), sound, name, read, when, loop, tags, variables, notifies));
  }

  private @Nullable YamlNode loop() {
    YamlNode loop = keys.node("loop").orElse(null);
    boolean bad =
        loop instanceof Mapping
            || (loop instanceof Scalar scalar && !Expressions.in(scalar.text()));
    if (loop != null && bad) {
      problems.add(
          ProblemCode.NOT_A_LIST,
          loop.position(),
          "'loop' is a list, but this is " + loop.shape(),
          "write loop: [a, b] or loop: \"[=name_of_a_list]\"");
      return null;
    }
    return loop;
  }

  private void checkHandler(@Nullable Scalar name) {
    if (name == null) {
      problems.add(
          ProblemCode.MISSING_KEY,
          keys.position(),
          "'name' of this handler is missing",
          "tasks notify a handler by its name");
    } else if (Expressions.in(name.text())) {
      problems.add(
          ProblemCode.BAD_VALUE,
          name.position(),
          "the name of a handler cannot hold an expression",
          "tasks notify it by its name as written");
    }
    for (String key : List.of("notify", "tags")) {
      if (keys.mapping().get(key).isPresent()) {
        problems.add(
            ProblemCode.NOT_FOR_HANDLERS,
            keys.mapping().get(key).get().position(),
            "a handler has no '" + key + "'",
            key.equals("tags")
                ? "it runs when a chosen task notifies it; remove this"
                : "let the task notify both handlers; they run in the order of this list");
      }
    }
  }

  private Optional<Body> body() {
    List<Entry> kinds = new ArrayList<>();
    List<Entry> others = new ArrayList<>();
    for (Entry entry : keys.mapping().entries()) {
      String key = entry.key().text();
      if (Kinds.get(key) != null) {
        kinds.add(entry);
      } else if (!KEYS.contains(key)) {
        others.add(entry);
      }
    }
    for (Entry entry : others) {
      problems.add(TaskKeys.unknown(entry.key(), !kinds.isEmpty()));
    }
    if (kinds.size() > 1) {
      TaskKeys.several(kinds, problems);
    } else if (kinds.isEmpty() && others.isEmpty()) {
      TaskKeys.none(keys.position(), problems);
    }
    return kinds.isEmpty() ? Optional.empty() : read(kinds.get(0));
  }

  private Optional<Body> read(Entry entry) {
    Kind kind = Kinds.get(entry.key().text());
    if (kind == null) {
      return Optional.empty();
    }
    // Arguments that are missing altogether are pointed at by their key.
    YamlNode value = entry.value();
    boolean nothing = value instanceof Scalar scalar && scalar.isNull();
    YamlNode node = nothing ? new Mapping(List.of(), entry.key().position()) : value;
    return Optional.of(Body.read(kind, node, handler, problems));
  }
}
