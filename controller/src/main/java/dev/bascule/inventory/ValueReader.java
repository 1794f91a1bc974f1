package dev.bascule.inventory;

import dev.bascule.model.Value;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes values of YAML: types plain scalars, decrypts {@code !vault}, hides secrets. */
final class ValueReader {
  private final YamlTyping typing;
  private final boolean secret;
  private final Reading reading;

  /**
   * A reader.
   *
   * @param secret true if all of the file is secret, because it was encrypted as a whole
   */
  ValueReader(YamlTyping typing, boolean secret, Reading reading) {
    this.typing = typing;
    this.secret = secret;
    this.reading = reading;
  }

  /** The variables of a mapping. */
  Map<String, Variable> variables(Mapping mapping) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      String name = entry.key().text();
      variables.put(name, variable(name, entry.value()));
    }
    return variables;
  }

  /** One variable; what is named as a password becomes a secret. */
  Variable variable(String name, YamlNode node) {
    Value value = SecretNames.hide(name, value(node), reading.secrets());
    return new Variable(value, node.position());
  }

  private Value value(YamlNode node) {
    if (node instanceof Scalar scalar) {
      Value value = scalar(scalar);
      return secret ? SecretNames.hide(value, reading.secrets()) : value;
    }
    if (node instanceof Sequence list) {
      return new Value.Items(list.items().stream().map(this::value).toList());
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    ((Mapping) node).entries().forEach(e -> fields.put(e.key().text(), value(e.value())));
    return new Value.Fields(fields);
  }

  private Value scalar(Scalar scalar) {
    String tag = scalar.tag();
    if (tag == null) {
      return scalar.plain() ? typing.typed(scalar.text()) : new Value.Text(scalar.text());
    }
    return switch (tag) {
      case "!vault", "!vault-encrypted" -> decrypted(scalar);
      case "!unsafe", "!" -> new Value.Text(scalar.text());
      default -> {
        reading.problem(
            ProblemCode.UNKNOWN_TAG,
            scalar.position(),
            "unknown tag " + tag,
            "known: !vault and !unsafe; quote the value if it begins with an exclamation mark");
        yield new Value.Text(scalar.text());
      }
    };
  }

  private Value decrypted(Scalar scalar) {
    return reading
        .vault()
        .decrypt(scalar.text(), scalar.position(), reading.problems())
        .<Value>map(
            text -> {
              reading.secrets().add(text);
              return new Value.Secret(text);
            })
        .orElseGet(Value.Nothing::new);
  }
}
