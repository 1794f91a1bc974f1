package dev.bascule.playbook;

import dev.bascule.playbook.kind.SafeApplyKeys;
import dev.bascule.source.MappingReader;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.Suggestion;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one play. */
final class PlayReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "hosts",
          "vars",
          "vars_files",
          "serial",
          "canary",
          "apart",
          "soak",
          "any_errors_fatal",
          "max_fail_percentage",
          "max_unreachable",
          "safe_apply",
          "tags",
          "tasks",
          "handlers");

  private final MappingReader keys;
  private final Problems problems;

  private PlayReader(MappingReader keys, Problems problems) {
    this.keys = keys;
    this.problems = problems;
  }

  static Optional<Play> read(YamlNode node, Path folder, Problems problems) {
    return MappingReader.of(node, "a play", problems)
        .flatMap(keys -> new PlayReader(keys, problems).read(folder));
  }

  private Optional<Play> read(Path folder) {
    rejectUnknown();
    if (AnsibleWords.isImport(keys.mapping())) {
      return Optional.empty();
    }
    Optional<Scalar> hosts = hosts();
    String name = keys.scalar("name").map(Scalar::text).orElse("");
    Mapping variables = keys.mapping("vars").map(MappingReader::mapping).orElse(null);
    List<Scalar> files = keys.scalars("vars_files");
    WavesReader waves = WavesReader.read(keys, problems);
    SafeApplyKeys safeApply =
        keys.node("safe_apply").map(node -> SafeApplyKeys.read(node, problems)).orElse(null);
    Set<String> tags = Tags.read(keys, problems);
    List<Task> handlers = tasks("handlers", Set.of(), true);
    List<Task> tasks = tasks("tasks", tags, false);
    checkNotEmpty();
    Handlers.check(tasks, handlers, problems);
    return hosts.map(
        pattern ->
            new Play(
                name.isEmpty() ? pattern.text() : name,
                keys.position(),
                pattern,
                variables,
                files,
                waves.waves(changesNetwork(tasks)),
                safeApply,
                tasks,
                handlers,
                folder));
  }

  private static boolean changesNetwork(List<Task> tasks) {
    return tasks.stream().anyMatch(task -> task.body().isNetwork());
  }

  private Optional<Scalar> hosts() {
    if (!(keys.node("hosts").orElse(null) instanceof Sequence)) {
      return keys.required("hosts");
    }
    List<Scalar> patterns = keys.scalars("hosts");
    if (patterns.isEmpty()) {
      problems.add(ProblemCode.MISSING_KEY, keys.position(), "'hosts' is empty", "name a group");
      return Optional.empty();
    }
    String joined = String.join(",", patterns.stream().map(Scalar::text).toList());
    return Optional.of(new Scalar(joined, false, null, patterns.get(0).position()));
  }

  private List<Task> tasks(String key, Set<String> tags, boolean handlers) {
    Optional<YamlNode> node = keys.node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Sequence list)) {
      problems.add(
          ProblemCode.WRONG_TYPE,
          node.get().position(),
          "'" + key + "' is a list, but this is " + node.get().shape(),
          "begin each task with '- '");
      return List.of();
    }
    List<Task> tasks = new ArrayList<>();
    for (YamlNode item : list.items()) {
      TaskReader.read(item, tags, handlers, problems).ifPresent(tasks::add);
    }
    return tasks;
  }

  private void checkNotEmpty() {
    YamlNode tasks = keys.node("tasks").orElse(null);
    boolean empty = tasks == null || (tasks instanceof Sequence list && list.items().isEmpty());
    boolean foreign = keys.mapping().entries().stream().anyMatch(e -> isForeign(e.key().text()));
    if (empty && !foreign) {
      problems.add(
          ProblemCode.EMPTY_PLAY,
          keys.position(),
          "this play has no tasks",
          "add 'tasks:' with at least one task, or remove the play");
    }
  }

  private static boolean isForeign(String key) {
    return !KEYS.contains(key);
  }

  private void rejectUnknown() {
    for (Entry entry : keys.mapping().entries()) {
      String key = entry.key().text();
      if (isForeign(key)) {
        problems.add(unknown(entry.key(), key));
      }
    }
    keys.allow(KEYS.toArray(String[]::new));
  }

  private static Problem unknown(Scalar at, String key) {
    @Nullable Problem known = AnsibleWords.inPlay(at);
    if (known != null) {
      return known;
    }
    Set<String> candidates = new LinkedHashSet<>(KEYS);
    return new Problem(
        ProblemCode.UNKNOWN_KEY,
        at.position(),
        "unknown key '" + key + "'",
        Suggestion.nearest(key, candidates)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("a play has " + String.join(", ", KEYS)));
  }
}
