package dev.bascule.source;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A YAML tree with positions and without typing: a scalar is the text as written. Aliases and merge
 * keys are resolved; keys are unique.
 */
public sealed interface YamlNode {
  /** Where the node begins. */
  Position position();

  /** What users call this shape: a mapping, a list, a value. */
  String shape();

  /**
   * One value.
   *
   * @param text decoded, without quotes
   * @param plain true if it stood without quotes and not in a block, so that typing applies
   * @param tag an explicit tag such as {@code !vault}, else null
   */
  record Scalar(String text, boolean plain, @Nullable String tag, Position position)
      implements YamlNode {
    @Override
    public String shape() {
      return "a value";
    }

    /** Whether it stands for no value: nothing, {@code ~} or {@code null}. */
    public boolean isNull() {
      return plain
          && (text.isEmpty()
              || text.equals("~")
              || text.equals("null")
              || text.equals("Null")
              || text.equals("NULL"));
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, Position position) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String shape() {
      return "a list";
    }
  }

  /** A mapping, in the order written. */
  record Mapping(List<Entry> entries, Position position) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String shape() {
      return "a mapping";
    }

    /** The value of a key. */
    public Optional<YamlNode> get(String key) {
      return entries.stream()
          .filter(entry -> entry.key().text().equals(key))
          .map(Entry::value)
          .findFirst();
    }
  }

  /** One key with its value. */
  record Entry(Scalar key, YamlNode value) {}
}
