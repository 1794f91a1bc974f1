package dev.bascule.playbook;

import dev.bascule.source.MappingReader;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode.Scalar;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads {@code tags}: a list, or one text with commas. */
final class Tags {
  private Tags() {}

  static Set<String> read(MappingReader keys, Problems problems) {
    Set<String> tags = new LinkedHashSet<>();
    for (Scalar scalar : keys.scalars("tags")) {
      for (String part : scalar.text().split(",", -1)) {
        String tag = part.strip();
        if (tag.isEmpty() || tag.contains("[=")) {
          problems.add(
              ProblemCode.BAD_VALUE,
              scalar.position(),
              tag.isEmpty() ? "an empty tag" : "a tag cannot hold an expression",
              tag.isEmpty() ? null : "use 'when' to choose by a value");
        } else {
          tags.add(tag);
        }
      }
    }
    return tags;
  }
}
