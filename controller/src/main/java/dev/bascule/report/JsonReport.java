package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.model.Change;
import dev.bascule.model.Secrets;
import dev.bascule.network.NetworkChange;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run as JSON, one document; docs/output.md describes it and schemas/output.schema.json checks
 * it. Keys are only ever added within one {@code format}.
 */
public final class JsonReport {
  /** The number of this form. */
  public static final int FORMAT = 1;

  private final Secrets secrets;
  private final boolean diffs;
  private final ContentDiffs contents;

  /**
   * A way to write reports.
   *
   * @param secrets masked in every text
   * @param diffs whether contents that differ are written
   */
  public JsonReport(Secrets secrets, boolean diffs) {
    this.secrets = secrets;
    this.diffs = diffs;
    this.contents = new ContentDiffs(new Printable(secrets));
  }

  /** The whole document; ends with a newline. */
  public String render(RunReport run) {
    StringWriter out = new StringWriter();
    try (JsonWriter json = JsonStream.builder().build().writer(out)) {
      json.serializeNulls(true);
      json.serializeEmpty(true);
      write(json, run, node -> {});
    }
    return out + "\n";
  }

  /** Writes it, with more about each node. */
  void write(JsonWriter json, RunReport run, Consumer<NodeReport> more) {
    json.beginObject();
    begin(json, run.command(), run.exitCode());
    json.name("interrupted");
    json.value(run.interrupted());
    if (run.shard() != null) {
      json.name("shard");
      json.value(run.shard().text());
    }
    summary(json, run);
    json.name("nodes");
    json.beginArray();
    for (NodeReport node : run.nodes()) {
      json.beginObject();
      node(json, node);
      more.accept(node);
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  /** What every document begins with. */
  public static void begin(JsonWriter json, String command, ExitCode exit) {
    json.name("format");
    json.value(FORMAT);
    json.name("command");
    json.value(command);
    json.name("exit_code");
    json.value(exit.number());
  }

  private static void summary(JsonWriter json, RunReport run) {
    json.name("summary");
    json.beginObject();
    json.name("nodes");
    json.value(run.nodes().size());
    run.counts()
        .forEach(
            (name, count) -> {
              json.name(name);
              json.value(count);
            });
    json.endObject();
  }

  private void node(JsonWriter json, NodeReport node) {
    json.name("node");
    json.value(node.node().text());
    json.name("outcome");
    json.value(RunReport.name(node.outcome()));
    json.name("took_ms");
    json.value(node.took().toMillis());
    if (node.wave() > 0) {
      json.name("wave");
      json.value(node.wave());
    }
    outcome(json, node.outcome());
    new DriftJson(secrets).write(json, node);
  }

  private void outcome(JsonWriter json, Outcome outcome) {
    if (outcome instanceof Outcome.Drifted it) {
      tasks(json, it.plan());
    } else if (outcome instanceof Outcome.InSync it) {
      warnings(json, it.warnings());
    } else if (outcome instanceof Outcome.Changed it) {
      tasks(json, it.plan());
      if (!it.notes().isEmpty()) {
        texts(json, "notes", it.notes());
      }
    } else if (outcome instanceof Outcome.Refused it) {
      words(json, it.reason(), it.hint());
      tasks(json, it.plan());
    } else if (outcome instanceof Outcome.Failed it) {
      words(json, it.message(), it.hint());
      text(json, "phase", it.phase().name().toLowerCase(Locale.ROOT));
      texts(json, "done", it.done());
    } else if (outcome instanceof Outcome.Unreachable it) {
      words(json, it.message(), it.hint());
    } else if (outcome instanceof Outcome.Unknown it) {
      words(json, it.message(), it.hint());
      tasks(json, it.plan());
    } else if (outcome instanceof Outcome.Skipped it) {
      words(json, it.reason(), null);
    } else {
      transaction(json, outcome);
    }
  }

  private void transaction(JsonWriter json, Outcome outcome) {
    if (outcome instanceof Outcome.Pending it) {
      words(json, it.message(), it.hint());
      tasks(json, it.plan());
    } else if (outcome instanceof Outcome.RolledBack it) {
      words(json, it.reason(), it.hint());
      tasks(json, it.plan());
    } else if (outcome instanceof Outcome.RolledBackDiffers it) {
      words(json, it.reason(), null);
      texts(json, "differences", it.differences());
      tasks(json, it.plan());
    } else if (outcome instanceof Outcome.RollbackFailed it) {
      words(json, it.reason(), null);
      text(json, "rung", it.rung());
      texts(json, "differences", it.differences());
      tasks(json, it.plan());
    }
  }

  private void words(JsonWriter json, String message, @Nullable String hint) {
    text(json, "message", message);
    if (hint != null) {
      text(json, "hint", hint);
    }
  }

  private void tasks(JsonWriter json, Plan plan) {
    json.name("tasks");
    json.beginArray();
    plan.tasks().forEach(task -> task(json, task));
    json.endArray();
    warnings(json, plan.warnings());
    if (plan.transaction() != null) {
      new TransactionJson(secrets).write(json, plan.transaction());
    }
  }

  private void warnings(JsonWriter json, List<String> all) {
    if (!all.isEmpty()) {
      texts(json, "warnings", all);
    }
  }

  private void task(JsonWriter json, PlannedTask task) {
    json.beginObject();
    text(json, "play", task.play());
    text(json, "task", task.name());
    text(json, "where", task.where());
    json.name("handler");
    json.value(task.handler());
    json.name("changes");
    json.beginArray();
    task.changes().forEach(change -> change(json, change));
    json.endArray();
    json.endObject();
  }

  private void change(JsonWriter json, Change change) {
    json.beginObject();
    text(json, "verb", change.verb().name().toLowerCase(Locale.ROOT));
    text(json, "target", change.target());
    text(json, "layer", change.layer().name().toLowerCase(Locale.ROOT));
    json.name("details");
    json.beginArray();
    change.details().forEach(detail -> detail(json, detail));
    json.endArray();
    if (change instanceof NetworkChange network) {
      text(json, "effect", network.effect().name().toLowerCase(Locale.ROOT));
    }
    if (change.content().isPresent()) {
      content(json, contents.of(change, change.content().get()));
    }
    json.endObject();
  }

  private void detail(JsonWriter json, Change.Detail detail) {
    boolean secret = detail.to() != null && !secrets.mask(detail.to()).equals(detail.to());
    json.beginObject();
    text(json, "name", detail.name());
    text(json, "from", secret && detail.from() != null ? "********" : detail.from());
    text(json, "to", detail.to());
    json.endObject();
  }

  private void content(JsonWriter json, ContentDiff content) {
    json.name("content");
    json.beginObject();
    text(json, "kind", content.kind().name().toLowerCase(Locale.ROOT));
    if (diffs && content.kind() == ContentDiff.Kind.TEXT) {
      json.name("diff");
      json.value(String.join("\n", content.diff()) + "\n");
    }
    json.endObject();
  }

  private void texts(JsonWriter json, String name, List<String> values) {
    json.name(name);
    json.beginArray();
    values.forEach(value -> json.value(secrets.mask(value)));
    json.endArray();
  }

  private void text(JsonWriter json, String name, @Nullable String value) {
    json.name(name);
    if (value == null) {
      json.nullValue();
    } else {
      json.value(secrets.mask(value));
    }
  }
}
