package dev.bascule.playbook.kind;

import dev.bascule.model.Value;
import dev.bascule.source.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads mappings from names to texts. */
final class Maps {
  private Maps() {}

  /** The entries of a mapping; at least one. */
  static List<Located> entries(Located value) throws Unresolved {
    if (!(value.value() instanceof Value.Fields fields)) {
      throw value.wrongType("a mapping");
    }
    if (fields.fields().isEmpty()) {
      throw value.wrong(value.what() + " is empty", null);
    }
    List<Located> entries = new ArrayList<>();
    for (Map.Entry<String, Value> entry : fields.fields().entrySet()) {
      String key = entry.getKey();
      entries.add(new Located("'" + key + "'", entry.getValue(), value.field(key)));
    }
    return entries;
  }

  /** The name of an entry that {@link #entries} gave. */
  static String key(Located entry) {
    return entry.what().substring(1, entry.what().length() - 1);
  }

  /** The name of an entry as a value, to be read as one. */
  static Value keyValue(Located entry) {
    return new Value.Text(key(entry));
  }

  /** The text of an entry, without line breaks. */
  static String oneLine(Located entry) throws Unresolved {
    String text = entry.text();
    if (Types.hasControl(text)) {
      throw entry.wrong(entry.what() + " holds a line break or a control character", null);
    }
    return text;
  }

  /** Names and texts; an empty mapping is fine when written out. */
  static Map<String, String> texts(Located value) throws Unresolved {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value.node() instanceof Mapping mapping && mapping.entries().isEmpty()) {
      return texts;
    }
    for (Located entry : entries(value)) {
      texts.put(key(entry), entry.text());
    }
    return texts;
  }
}
