package dev.bascule.notify;

import dev.bascule.model.Secrets;
import dev.bascule.report.Printable;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message as JSON; docs/notifications.md describes it and schemas/notification.schema.json checks
 * it. Keys are only ever added within one {@code format}.
 *
 * @param secrets masked in every text
 */
public record MessageJson(Secrets secrets) {
  private static final int FORMAT = 1;
  // Of thousands of nodes the page and the history tell more than a message can.
  private static final int MOST = 200;
  private static final int MOST_TARGETS = 50;

  /** The whole document. */
  public String render(Message message) {
    StringWriter out = new StringWriter();
    try (JsonWriter json = JsonStream.builder().build().writer(out)) {
      json.serializeNulls(true);
      json.serializeEmpty(true);
      write(json, message);
    }
    return out + "\n";
  }

  private void write(JsonWriter json, Message message) {
    json.beginObject();
    json.name("format");
    json.value(FORMAT);
    text(json, "text", chat(MessageText.of(message)));
    text(json, "command", message.command());
    if (message.run() != null) {
      text(json, "run", message.run());
    }
    text(json, "by", message.by());
    text(json, "at", message.at().toString());
    texts(json, "inventories", message.inventories());
    texts(json, "playbooks", message.playbooks());
    json.name("exit_code");
    json.value(message.exit());
    json.name("summary");
    json.beginObject();
    json.name("nodes");
    json.value(message.nodes());
    counts(json, message.summary());
    json.endObject();
    events(json, message.events());
    json.endObject();
  }

  private void events(JsonWriter json, List<NodeEvent> events) {
    Map<String, Integer> counts = new TreeMap<>();
    events.forEach(event -> counts.merge(event.topic().word(), 1, Integer::sum));
    json.name("counts");
    json.beginObject();
    counts(json, counts);
    json.endObject();
    json.name("events");
    json.beginArray();
    events.stream().limit(MOST).forEach(event -> event(json, event));
    json.endArray();
    json.name("events_left_out");
    json.value(Math.max(0, events.size() - MOST));
  }

  private void event(JsonWriter json, NodeEvent event) {
    json.beginObject();
    text(json, "event", event.topic().word());
    text(json, "node", event.node().text());
    text(json, "outcome", event.outcome());
    if (event.topic() == Topic.DRIFT) {
      json.name("changed");
      json.value(event.again());
      json.name("since");
      if (event.since() == null) {
        json.nullValue();
      } else {
        json.value(event.since().toString());
      }
      texts(json, "targets", event.targets().stream().limit(MOST_TARGETS).toList());
      texts(json, "who", event.who());
      json.name("targets_left_out");
      json.value(Math.max(0, event.targets().size() - MOST_TARGETS));
    }
    if (event.message() != null) {
      text(json, "message", event.message());
    }
    json.endObject();
  }

  private static void counts(JsonWriter json, Map<String, Integer> counts) {
    counts.forEach(
        (name, count) -> {
          json.name(name);
          json.value(count);
        });
  }

  // What chat programs take for commands: <!channel>, <https://…|a link>.
  private static String chat(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void text(JsonWriter json, String name, String text) {
    json.name(name);
    json.value(new Printable(secrets).lines(text));
  }

  private void texts(JsonWriter json, String name, List<String> texts) {
    json.name(name);
    json.beginArray();
    texts.forEach(text -> json.value(new Printable(secrets).lines(text)));
    json.endArray();
  }
}
