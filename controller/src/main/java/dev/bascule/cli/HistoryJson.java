package dev.bascule.cli;

import dev.bascule.history.PastRun;
import dev.bascule.report.ExitCode;
import dev.bascule.report.JsonReport;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs of the past as JSON; what is not known is null. */
final class HistoryJson {
  private HistoryJson() {}

  static String runs(List<PastRun> runs, HistoryText words) {
    return document(
        json -> {
          json.name("runs");
          json.beginArray();
          runs.forEach(
              run -> {
                json.beginObject();
                run(json, run, words);
                json.endObject();
              });
          json.endArray();
        });
  }

  static String runsOf(List<PastRun.OfNode> runs, HistoryText words) {
    return document(
        json -> {
          json.name("runs");
          json.beginArray();
          runs.forEach(
              of -> {
                json.beginObject();
                run(json, of.run(), words);
                json.name("ended_nodes");
                nodes(json, List.of(of.node()));
                json.endObject();
              });
          json.endArray();
        });
  }

  static String run(PastRun.Whole whole, HistoryText words) {
    return document(
        json -> {
          json.name("run");
          json.beginObject();
          run(json, whole.run(), words);
          json.name("files");
          json.beginArray();
          whole
              .files()
              .forEach(
                  file -> {
                    json.beginObject();
                    text(json, "path", file.path());
                    text(json, "sha256", file.sha256());
                    json.endObject();
                  });
          json.endArray();
          json.name("ended_nodes");
          nodes(json, whole.nodes());
          json.endObject();
        });
  }

  static String removed(int runs) {
    return document(
        json -> {
          json.name("removed");
          json.value(runs);
        });
  }

  private static String document(Consumer<JsonWriter> body) {
    StringWriter out = new StringWriter();
    try (JsonWriter json = JsonStream.builder().build().writer(out)) {
      json.serializeNulls(true);
      json.serializeEmpty(true);
      json.beginObject();
      JsonReport.begin(json, CommandName.HISTORY.text(), ExitCode.OK);
      body.accept(json);
      json.endObject();
    }
    return out + "\n";
  }

  private static void run(JsonWriter json, PastRun run, HistoryText words) {
    text(json, "id", run.id());
    text(json, "state", run.state(words.controller(), words.now()).name().toLowerCase(Locale.ROOT));
    text(json, "command", run.command());
    texts(json, "arguments", run.arguments());
    text(json, "who", run.who());
    text(json, "controller", run.controller());
    text(json, "version", run.version());
    texts(json, "inventories", run.inventories());
    texts(json, "playbooks", run.playbooks());
    text(json, "began", run.began().toString());
    text(json, "ended", run.ended() == null ? null : run.ended().toString());
    json.name("exit_code");
    if (run.exitCode() == null) {
      json.nullValue();
    } else {
      json.value(run.exitCode().intValue());
    }
    text(json, "resumed_by", run.resumedBy());
    json.name("nodes");
    json.value(run.nodes());
    json.name("counts");
    json.beginObject();
    run.counts()
        .forEach(
            (outcome, count) -> {
              json.name(outcome);
              json.value(count.intValue());
            });
    json.endObject();
  }

  private static void nodes(JsonWriter json, List<PastRun.Node> nodes) {
    json.beginArray();
    for (PastRun.Node node : nodes) {
      json.beginObject();
      text(json, "node", node.node());
      text(json, "outcome", node.outcome());
      json.name("took_ms");
      json.value(node.took().toMillis());
      text(json, "message", node.message());
      text(json, "hint", node.hint());
      text(json, "shown", node.shown());
      json.endObject();
    }
    json.endArray();
  }

  private static void texts(JsonWriter json, String name, List<String> values) {
    json.name(name);
    json.beginArray();
    values.forEach(json::value);
    json.endArray();
  }

  private static void text(JsonWriter json, String name, @Nullable String value) {
    json.name(name);
    if (value == null) {
      json.nullValue();
    } else {
      json.value(value);
    }
  }
}
