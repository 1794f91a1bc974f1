package dev.bascule.saved;

import dev.bascule.model.NodeName;
import dev.bascule.saved.SavedPlan.Input;
import dev.bascule.saved.SavedPlan.Node;
import dev.bascule.saved.SavedPlan.Part;
import dev.bascule.saved.SavedPlan.State;
import dev.bascule.saved.SavedPlan.Withheld;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A saved plan as JSON: one line, so that {@code jq -r .text} shows it. */
final class SavedPlanJson {
  private SavedPlanJson() {}

  /** All of it but the seal. */
  static String write(SavedPlan plan, String keyId) {
    StringWriter out = new StringWriter();
    try (JsonWriter json = JsonStream.builder().build().writer(out)) {
      json.serializeEmpty(true);
      json.beginObject();
      json.name(SealedPlan.MARK);
      json.value(SealedPlan.FORMAT);
      text(json, "bascule", plan.version());
      text(json, "key", keyId);
      text(json, "at", plan.at().toString());
      text(json, "by", plan.by());
      texts(json, "arguments", plan.arguments());
      array(json, "withheld", plan.withheld(), it -> pair(json, "names", it.names(), it.hash()));
      texts(json, "only", plan.only().stream().map(NodeName::text).toList());
      array(json, "inputs", plan.inputs(), it -> pair(json, "path", it.path(), it.hash()));
      array(json, "nodes", plan.nodes(), it -> node(json, it));
      text(json, "text", plan.text());
      json.endObject();
    }
    return out.toString();
  }

  private static void node(JsonWriter json, Node node) {
    text(json, "node", node.name().text());
    text(json, "state", node.state().name().toLowerCase(Locale.ROOT));
    text(json, "words", node.words());
    array(json, "changes", node.parts(), it -> pair(json, "what", it.what(), it.hash()));
  }

  private static void pair(JsonWriter json, String name, String value, String hash) {
    text(json, name, value);
    text(json, "hash", hash);
  }

  private static void text(JsonWriter json, String name, String value) {
    json.name(name);
    json.value(value);
  }

  private static void texts(JsonWriter json, String name, List<String> values) {
    json.name(name);
    json.beginArray();
    values.forEach(json::value);
    json.endArray();
  }

  private static <T> void array(JsonWriter json, String name, List<T> all, Consumer<T> fields) {
    json.name(name);
    json.beginArray();
    for (T one : all) {
      json.beginObject();
      fields.accept(one);
      json.endObject();
    }
    json.endArray();
  }

  /** Reads what {@link #write} wrote; keys that are new are passed over. */
  static SavedPlan read(String text) {
    Map<String, String> words = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    List<String> only = new ArrayList<>();
    List<Withheld> withheld = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    try (JsonReader json = JsonStream.builder().build().reader(text)) {
      json.beginObject();
      while (json.hasNextField()) {
        String field = json.nextField();
        switch (field) {
          case "bascule", "at", "by", "text" -> words.put(field, json.readString());
          case "arguments" -> arguments.addAll(texts(json));
          case "only" -> only.addAll(texts(json));
          case "withheld" -> each(json, () -> withheld.add(Fields.of(json).withheld()));
          case "inputs" -> each(json, () -> inputs.add(Fields.of(json).input()));
          case "nodes" -> each(json, () -> nodes.add(Fields.of(json).node()));
          default -> json.skipValue();
        }
      }
      json.endObject();
    }
    return new SavedPlan(
        words.getOrDefault("bascule", ""),
        Instant.parse(words.getOrDefault("at", "")),
        words.getOrDefault("by", ""),
        arguments,
        withheld,
        only.stream().map(NodeName::new).toList(),
        inputs,
        nodes,
        words.getOrDefault("text", ""));
  }

  private static List<String> texts(JsonReader json) {
    List<String> all = new ArrayList<>();
    each(json, () -> all.add(json.readString()));
    return all;
  }

  private static void each(JsonReader json, Runnable one) {
    json.beginArray();
    while (json.hasNextElement()) {
      one.run();
    }
    json.endArray();
  }

  /** One object's fields. */
  private record Fields(Map<String, String> words, List<Part> parts) {
    static Fields of(JsonReader json) {
      Fields fields = new Fields(new HashMap<>(), new ArrayList<>());
      json.beginObject();
      while (json.hasNextField()) {
        String field = json.nextField();
        if (field.equals("changes")) {
          each(json, () -> fields.parts.add(of(json).part()));
        } else {
          fields.words.put(field, json.readString());
        }
      }
      json.endObject();
      return fields;
    }

    private String word(String name) {
      return words.getOrDefault(name, "");
    }

    Withheld withheld() {
      return new Withheld(word("names"), word("hash"));
    }

    Input input() {
      return new Input(word("path"), word("hash"));
    }

    Part part() {
      return new Part(word("what"), word("hash"));
    }

    Node node() {
      State state = State.valueOf(word("state").toUpperCase(Locale.ROOT));
      return new Node(new NodeName(word("node")), state, word("words"), parts);
    }
  }
}
