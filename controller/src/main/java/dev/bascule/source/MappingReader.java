package dev.bascule.source;

import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a mapping key by key and knows which keys were asked for, so that the others can be named
 * as unknown. Every wrong shape is a problem, and the value then is absent.
 */
public final class MappingReader {
  private final Mapping mapping;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  private MappingReader(Mapping mapping, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /**
   * A reader, if the node is a mapping; otherwise a problem.
   *
   * @param what the thing described, for example {@code a play}
   */
  public static Optional<MappingReader> of(YamlNode node, String what, Problems problems) {
    if (node instanceof Mapping mapping) {
      return Optional.of(new MappingReader(mapping, problems));
    }
    wrongType(node, what + " is a mapping", problems);
    return Optional.empty();
  }

  /** The whole mapping. */
  public Mapping mapping() {
    return mapping;
  }

  /** Where the mapping begins. */
  public Position position() {
    return mapping.position();
  }

  /** The value of a key; absent also when it is written without a value. */
  public Optional<YamlNode> node(String key) {
    known.add(key);
    return mapping.get(key).filter(node -> !(node instanceof Scalar scalar && scalar.isNull()));
  }

  /** A scalar. */
  public Optional<Scalar> scalar(String key) {
    return node(key).flatMap(node -> scalar(node, "'" + key + "'"));
  }

  /** A scalar that must be there. */
  public Optional<Scalar> required(String key) {
    if (node(key).isEmpty()) {
      problems.add(
          ProblemCode.MISSING_KEY, position(), "'" + key + "' is missing", "add '" + key + ": …'");
    }
    return scalar(key);
  }

  /** A list; one single scalar counts as a list of one. */
  public List<YamlNode> list(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Sequence list) {
      return list.items();
    }
    if (node.get() instanceof Scalar one) {
      return List.of(one);
    }
    wrongType(node.get(), "'" + key + "' is a list", problems);
    return List.of();
  }

  /** A list of scalars. */
  public List<Scalar> scalars(String key) {
    return list(key).stream()
        .flatMap(node -> scalar(node, "each of '" + key + "'").stream())
        .toList();
  }

  /** A mapping. */
  public Optional<MappingReader> mapping(String key) {
    return node(key).flatMap(node -> of(node, "'" + key + "'", problems));
  }

  /** Makes further keys known without reading them. */
  public MappingReader allow(String... keys) {
    known.addAll(List.of(keys));
    return this;
  }

  /** Adds a problem for each key that was never asked for. Call it last. */
  public void rejectUnknown() {
    for (Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        problems.add(
            ProblemCode.UNKNOWN_KEY,
            entry.key().position(),
            "unknown key '" + key + "'",
            Suggestion.nearest(key, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("known here: " + String.join(", ", known)));
      }
    }
  }

  private Optional<Scalar> scalar(YamlNode node, String what) {
    if (node instanceof Scalar scalar) {
      return Optional.of(scalar);
    }
    wrongType(node, what + " is one value", problems);
    return Optional.empty();
  }

  private static void wrongType(YamlNode node, String expected, Problems problems) {
    problems.add(
        ProblemCode.WRONG_TYPE, node.position(), expected + ", but this is " + node.shape(), null);
  }
}
