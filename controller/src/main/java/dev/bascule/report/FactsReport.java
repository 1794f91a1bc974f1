package dev.bascule.report;

import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about nodes, as text in the shape of YAML or as JSON.
 *
 * @param secrets masked in every text
 * @param key under which JSON has them
 */
public record FactsReport(Secrets secrets, String key) {
  /** A report of facts. */
  public FactsReport(Secrets secrets) {
    this(secrets, "facts");
  }

  /** One block for each node that was asked. */
  public String text(RunReport run, Map<NodeName, Value.Fields> facts) {
    StringBuilder out = new StringBuilder();
    for (NodeReport node : run.nodes()) {
      Value.Fields found = facts.get(node.node());
      if (found != null) {
        out.append(node.node()).append(":\n");
        fields(out, found, 1);
      }
    }
    return out.toString();
  }

  private void fields(StringBuilder out, Value.Fields fields, int depth) {
    fields
        .fields()
        .forEach(
            (name, value) -> {
              out.append("  ".repeat(depth)).append(shown(name)).append(':');
              value(out, value, depth + 1);
            });
  }

  private void value(StringBuilder out, Value value, int depth) {
    if (value instanceof Value.Fields fields && !fields.fields().isEmpty()) {
      out.append('\n');
      fields(out, fields, depth);
    } else if (value instanceof Value.Items items && !items.items().isEmpty()) {
      out.append('\n');
      for (Value item : items.items()) {
        out.append("  ".repeat(depth)).append('-');
        value(out, item, depth + 1);
      }
    } else if (value instanceof Value.Scalar scalar) {
      out.append(' ').append(scalar(scalar)).append('\n');
    } else {
      out.append(value instanceof Value.Fields ? " {}\n" : " []\n");
    }
  }

  private String scalar(Value.Scalar scalar) {
    return scalar instanceof Value.Secret
        ? Secrets.MASK
        : scalar instanceof Value.Nothing ? "null" : shown(scalar.text());
  }

  private String shown(String text) {
    return new Printable(secrets).line(text);
  }

  /** One document: a run's summary, and each node's facts. */
  public String json(RunReport run, Map<NodeName, Value.Fields> facts) {
    StringWriter out = new StringWriter();
    try (JsonWriter json = JsonStream.builder().build().writer(out)) {
      json.serializeNulls(true);
      json.serializeEmpty(true);
      new JsonReport(secrets, false).write(json, run, node -> extra(json, facts.get(node.node())));
    }
    return out + "\n";
  }

  private void extra(JsonWriter json, Value.@Nullable Fields facts) {
    if (facts != null) {
      json.name(key);
      json(json, facts);
    }
  }

  private void json(JsonWriter json, Value value) {
    if (value instanceof Value.Fields fields) {
      json.beginObject();
      fields
          .fields()
          .forEach(
              (name, field) -> {
                json.name(secrets.mask(name));
                json(json, field);
              });
      json.endObject();
    } else if (value instanceof Value.Items items) {
      json.beginArray();
      items.items().forEach(item -> json(json, item));
      json.endArray();
    } else {
      scalar(json, (Value.Scalar) value);
    }
  }

  private void scalar(JsonWriter json, Value.Scalar value) {
    if (value instanceof Value.Int number) {
      json.value(number.number());
    } else if (value instanceof Value.Real number) {
      json.value(number.number());
    } else if (value instanceof Value.Bool truth) {
      json.value(truth.truth());
    } else if (value instanceof Value.Nothing) {
      json.nullValue();
    } else {
      json.value(value instanceof Value.Secret ? Secrets.MASK : secrets.mask(value.text()));
    }
  }
}
