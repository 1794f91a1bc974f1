package dev.bascule.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.bascule.inventory.VariableReader;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schema that editors use. */
final class PlaybookSchema {
  private final JsonSchema schema;

  PlaybookSchema() throws IOException {
    String text = Files.readString(Path.of("../schemas/playbook.schema.json"));
    schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(text);
  }

  /** What an editor would underline in a playbook. */
  List<String> complaints(String name, String text) {
    Problems problems = new Problems();
    YamlNode tree =
        YamlReader.read(new SourceFile(name, text), problems)
            .orElseThrow(() -> new AssertionError(name + " is no YAML: " + problems.all()));
    Value value = VariableReader.of(List.of(), new Secrets(), problems).value(tree);
    return schema.validate(json(value)).stream().map(ValidationMessage::getMessage).toList();
  }

  private static JsonNode json(Value value) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (value instanceof Value.Items items) {
      ArrayNode list = make.arrayNode();
      items.items().forEach(item -> list.add(json(item)));
      return list;
    }
    if (value instanceof Value.Fields fields) {
      ObjectNode object = make.objectNode();
      fields.fields().forEach((key, field) -> object.set(key, json(field)));
      return object;
    }
    if (value instanceof Value.Int number) {
      return make.numberNode(number.number());
    }
    if (value instanceof Value.Real number) {
      return make.numberNode(number.number());
    }
    if (value instanceof Value.Bool bool) {
      return make.booleanNode(bool.truth());
    }
    return value instanceof Value.Nothing
        ? make.nullNode()
        : make.textNode(((Value.Scalar) value).text());
  }
}
