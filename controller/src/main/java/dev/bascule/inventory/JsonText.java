package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as JSON in the layout that {@code ansible-inventory} prints (Python's json.dumps with four
 * spaces and sorted keys), so that the two can be compared with {@code diff}. A JSON library's
 * indentation is its own.
 */
final class JsonText {
  private final Secrets secrets;
  private final StringBuilder out = new StringBuilder();

  private JsonText(Secrets secrets) {
    this.secrets = secrets;
  }

  static String of(Value value, Secrets secrets) {
    JsonText json = new JsonText(secrets);
    json.write(value, "\n");
    return json.out.append('\n').toString();
  }

  private void write(Value value, String newLine) {
    if (value instanceof Value.Fields fields) {
      fields(fields.fields(), newLine);
    } else if (value instanceof Value.Items items) {
      items(items.items(), newLine);
    } else {
      scalar((Value.Scalar) value);
    }
  }

  private void fields(Map<String, Value> fields, String newLine) {
    String separator = "";
    out.append('{');
    for (Map.Entry<String, Value> field : new TreeMap<>(fields).entrySet()) {
      out.append(separator).append(newLine).append("    ");
      string(secrets.mask(field.getKey()));
      out.append(": ");
      write(field.getValue(), newLine + "    ");
      separator = ",";
    }
    out.append(fields.isEmpty() ? "" : newLine).append('}');
  }

  private void items(List<Value> items, String newLine) {
    String separator = "";
    out.append('[');
    for (Value item : items) {
      out.append(separator).append(newLine).append("    ");
      write(item, newLine + "    ");
      separator = ",";
    }
    out.append(items.isEmpty() ? "" : newLine).append(']');
  }

  private void scalar(Value.Scalar scalar) {
    if (scalar instanceof Value.Int number) {
      out.append(number.number());
    } else if (scalar instanceof Value.Real real) {
      out.append(number(real.number()));
    } else if (scalar instanceof Value.Bool bool) {
      out.append(bool.truth());
    } else if (scalar instanceof Value.Nothing) {
      out.append("null");
    } else if (scalar instanceof Value.Secret) {
      string(Secrets.MASK);
    } else {
      string(secrets.mask(scalar.text()));
    }
  }

  // As Python writes it: 100000.0 and 1e+20, where Java writes 1.0E20.
  private static String number(double number) {
    double size = Math.abs(number);
    if (size == 0 || (size >= 1e-4 && size < 1e16)) {
      return new BigDecimal(Double.toString(number)).toPlainString();
    }
    return Double.toString(number)
        .replaceFirst("\\.0E", "E")
        .replaceFirst("E-(\\d)$", "e-0$1")
        .replaceFirst("E-", "e-")
        .replaceFirst("E", "e+");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
