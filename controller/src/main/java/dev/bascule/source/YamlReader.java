package dev.bascule.source;

import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML into a tree with positions. Stricter than YAML where YAML loses what the user meant:
 * duplicate keys, Jinja's {@code {{ }}}, an unquoted {@code [=…]}, more than one document and
 * aliases that multiply are problems.
 */
public final class YamlReader {
  // Nodes that a file may expand to. A file of LARGEST bytes without aliases stays far below.
  private static final int MOST_NODES = 4_000_000;
  private static final int MOST_ALIASES = 10_000;
  private static final int DEEPEST = 100;

  // What no tag stands before, so that '!!str 123' is told from 123.
  private static final Tag UNTAGGED = new Tag("tag:bascule.dev,2026:untagged");
  private static final Set<String> TYPED =
      Set.of(Tag.INT.getValue(), Tag.FLOAT.getValue(), Tag.BOOL.getValue(), Tag.NULL.getValue());
  private static final Set<String> KNOWN =
      Stream.concat(TYPED.stream(), Stream.of(Tag.STR.getValue(), UNTAGGED.getValue()))
          .collect(Collectors.toUnmodifiableSet());

  private static final class Untyped extends Resolver {
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar && implicit ? UNTAGGED : super.resolve(kind, value, implicit);
    }
  }

  private final SourceFile file;
  private final Problems problems;
  private final IdentityHashMap<Node, YamlNode> done = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
  // Stand-ins for the collections around the node that is being converted.
  private final Set<YamlNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private long expanded;
  private boolean bomb;

  private YamlReader(SourceFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The file's one document; nothing if it is empty or cannot be read, with a problem then. */
  public static Optional<YamlNode> read(SourceFile file, Problems problems) {
    return new YamlReader(file, problems).read();
  }

  private Optional<YamlNode> read() {
    try {
      Composer composer = composer();
      Node root = composer.checkNode() ? composer.getNode() : null;
      if (root == null) {
        return Optional.empty();
      }
      YamlNode tree = convert(root);
      if (composer.checkNode()) {
        problems.add(
            ProblemCode.YAML_SYNTAX,
            at(composer.getNode().getStartMark()),
            "a second document in one file",
            "remove the '---' or split the file");
      }
      return bomb ? Optional.empty() : Optional.of(tree);
    } catch (MarkedYAMLException e) {
      problems.add(YamlSyntax.explain(e, file));
    } catch (YAMLException e) {
      problems.add(YamlDepth.tooDeep(file, DEEPEST).orElseGet(() -> YamlSyntax.explain(e, file)));
    }
    return Optional.empty();
  }

  private Composer composer() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST);
    options.setAllowRecursiveKeys(false);
    ParserImpl parser = new ParserImpl(new StreamReader(file.text()), options);
    return new Composer(parser, new Untyped(), options);
  }

  private YamlNode convert(Node node) {
    long before = expanded;
    YamlNode known = done.get(node);
    if (known != null) {
      if (open.contains(known)) {
        problems.add(
            ProblemCode.YAML_SYNTAX,
            known.position(),
            "a value that repeats itself through an alias inside it",
            "write the value out where the alias stands");
      }
      count(sizes.getOrDefault(node, 1L), node);
      return known;
    }
    count(1, node);
    if (node instanceof ScalarNode scalar) {
      return keep(node, before, scalar(scalar));
    }
    // Entered before its children, so that an alias to an ancestor ends here.
    Scalar standIn = new Scalar("", false, null, at(node.getStartMark()));
    done.put(node, standIn);
    open.add(standIn);
    YamlNode converted =
        node instanceof SequenceNode list ? sequence(list) : mapping((MappingNode) node);
    open.remove(standIn);
    return keep(node, before, converted);
  }

  private YamlNode keep(Node node, long before, YamlNode converted) {
    done.put(node, converted);
    sizes.put(node, expanded - before);
    return converted;
  }

  private void count(long nodes, Node node) {
    expanded += nodes;
    if (expanded > MOST_NODES && !bomb) {
      bomb = true;
      problems.add(
          ProblemCode.ALIAS_BOMB,
          at(node.getStartMark()),
          "aliases multiply this file to more than " + MOST_NODES + " values",
          "write the values out, or use variables");
    }
  }

  private YamlNode sequence(SequenceNode node) {
    List<YamlNode> items = new ArrayList<>();
    if (!bomb) {
      node.getValue().forEach(item -> items.add(convert(item)));
    }
    Position at = at(node.getStartMark());
    if (node.getFlowStyle() == FlowStyle.FLOW
        && items.size() == 1
        && items.get(0) instanceof Scalar one
        && one.plain()
        && one.text().startsWith("=")) {
      problems.add(
          ProblemCode.UNQUOTED_EXPRESSION,
          at,
          "YAML reads [" + one.text() + "] as a list",
          "quote it: \"[" + one.text() + "]\"");
      return new Scalar("", true, null, at);
    }
    return new Sequence(items, at);
  }

  private YamlNode mapping(MappingNode node) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<Mapping> merged = new ArrayList<>();
    for (NodeTuple tuple : bomb ? List.<NodeTuple>of() : node.getValue()) {
      Scalar key = key(tuple.getKeyNode());
      if (key == null) {
        continue;
      }
      YamlNode value = convert(tuple.getValueNode());
      if (key.plain() && key.text().equals("<<")) {
        merged.addAll(merge(value));
      } else {
        put(entries, key, value);
      }
    }
    for (Mapping source : merged) {
      source.entries().forEach(entry -> entries.putIfAbsent(entry.key().text(), entry));
    }
    return new Mapping(new ArrayList<>(entries.values()), at(node.getStartMark()));
  }

  private void put(Map<String, Entry> entries, Scalar key, YamlNode value) {
    Entry first = entries.putIfAbsent(key.text(), new Entry(key, value));
    if (first != null) {
      problems.add(
          ProblemCode.DUPLICATE_KEY,
          key.position(),
          "'" + key.text() + "' stands twice in this mapping",
          "it stands first in line " + first.key().position().line() + "; remove one");
    }
  }

  private @Nullable Scalar key(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    Position at = at(node.getStartMark());
    if (node instanceof MappingNode) {
      problems.add(YamlSyntax.jinja(at));
    } else {
      problems.add(ProblemCode.YAML_SYNTAX, at, "a list cannot be a key", null);
    }
    return null;
  }

  private List<Mapping> merge(YamlNode value) {
    if (value instanceof Mapping mapping) {
      return List.of(mapping);
    }
    if (value instanceof Sequence list
        && list.items().stream().allMatch(item -> item instanceof Mapping)) {
      return list.items().stream().map(item -> (Mapping) item).toList();
    }
    problems.add(
        ProblemCode.WRONG_TYPE,
        value.position(),
        "'<<' merges mappings, this is " + value.shape(),
        null);
    return List.of();
  }

  private Scalar scalar(ScalarNode node) {
    boolean written = node.getScalarStyle() == ScalarStyle.PLAIN;
    String tag = node.getTag().getValue();
    boolean plain = TYPED.contains(tag) || (written && !tag.equals(Tag.STR.getValue()));
    String explicit =
        tag.startsWith("!") ? tag : KNOWN.contains(tag) ? null : tag.replace(Tag.PREFIX, "!!");
    Position at = at(node.getStartMark());
    int jinja = node.getValue().indexOf("{{");
    if (jinja >= 0) {
      ScalarStyle style = node.getScalarStyle();
      boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
      boolean sameLine = !block && node.getValue().lastIndexOf('\n', jinja) < 0;
      problems.add(YamlSyntax.jinja(sameLine ? at.plus(written ? jinja : jinja + 1) : at));
    }
    return new Scalar(node.getValue(), plain, explicit, at);
  }

  private Position at(Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
