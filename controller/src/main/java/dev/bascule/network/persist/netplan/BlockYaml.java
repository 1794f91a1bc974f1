package dev.bascule.network.persist.netplan;

import dev.bascule.model.FileContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A YAML file line by line, of which block mappings are understood and nothing more: an edit leaves
 * every other line byte for byte, which no YAML library does.
 */
final class BlockYaml {
  private static final Pattern KEY =
      Pattern.compile(
          "( *)(\"[^\"]+\"|'[^']+'|[^\\s\"'#:\\-][^\"'#:]*|[^\\s\"'#:-][^\\s]*?):(?:\\s+(.*))?");

  private final List<String> lines;

  /**
   * A key with its block.
   *
   * @param line its index
   * @param indent blanks before it
   * @param inline what stands behind the colon, comments taken off
   * @param end the index behind its last line
   */
  record KeyLine(int line, int indent, String name, String inline, int end) {}

  private BlockYaml(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  static BlockYaml of(FileContent content) {
    List<String> lines = new ArrayList<>(List.of(content.text().split("(?<=\n)", -1)));
    lines.removeIf(String::isEmpty);
    int last = lines.size() - 1;
    if (last >= 0 && !lines.get(last).endsWith("\n")) {
      lines.set(last, lines.get(last) + "\n");
    }
    return new BlockYaml(lines);
  }

  FileContent content() {
    return FileContent.of(String.join("", lines));
  }

  /** The keys at the top. */
  List<KeyLine> top() {
    return keys(0, lines.size());
  }

  /** The keys right below a key. */
  List<KeyLine> below(KeyLine key) {
    return keys(key.line() + 1, key.end());
  }

  /** The key at a path from the top. */
  Optional<KeyLine> at(String... path) {
    List<KeyLine> level = top();
    Optional<KeyLine> found = Optional.empty();
    for (String name : path) {
      found = level.stream().filter(key -> key.name().equals(name)).findFirst();
      if (found.isEmpty()) {
        return found;
      }
      level = below(found.get());
    }
    return found;
  }

  /** One of the keys right below a key. */
  Optional<KeyLine> child(KeyLine key, String name) {
    return below(key).stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private List<KeyLine> keys(int from, int to) {
    List<KeyLine> keys = new ArrayList<>();
    int indent = -1;
    for (int i = from; i < to; i++) {
      if (isNothing(lines.get(i))) {
        continue;
      }
      int own = indent(lines.get(i));
      indent = indent < 0 ? own : indent;
      Matcher match = KEY.matcher(lines.get(i).stripTrailing());
      if (own == indent && match.matches()) {
        keys.add(new KeyLine(i, own, unquoted(match.group(2)), inline(match.group(3)), end(i, to)));
      }
    }
    return keys;
  }

  // A list may stand at its key's own depth.
  private int end(int key, int to) {
    int indent = indent(lines.get(key));
    int end = key + 1;
    for (int i = key + 1; i < to; i++) {
      String line = lines.get(i);
      if (isNothing(line)) {
        continue;
      }
      boolean item = indent(line) == indent && line.strip().startsWith("-");
      if (indent(line) <= indent && !item) {
        break;
      }
      end = i + 1;
    }
    return end;
  }

  private static String inline(String text) {
    return text == null ? "" : text.replaceAll("(^|\\s)#.*$", "").strip();
  }

  private static String unquoted(String key) {
    boolean quoted = key.length() > 1 && (key.startsWith("\"") || key.startsWith("'"));
    return quoted ? key.substring(1, key.length() - 1) : key.strip();
  }

  static boolean isNothing(String line) {
    return line.isBlank() || line.strip().startsWith("#") || line.startsWith("---");
  }

  static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** The lines of a key's block, its own line with them, at another depth. */
  List<String> block(KeyLine key, int indent) {
    List<String> block = new ArrayList<>();
    for (String line : lines.subList(key.line(), key.end())) {
      int moved = Math.max(0, indent(line) + indent - key.indent());
      block.add(line.isBlank() ? line : " ".repeat(moved) + line.stripLeading());
    }
    return block;
  }

  BlockYaml without(KeyLine key) {
    List<String> all = new ArrayList<>(lines);
    all.subList(key.line(), key.end()).clear();
    return new BlockYaml(all);
  }

  /** With a line in place of a key's own. */
  BlockYaml withLine(KeyLine key, String line) {
    List<String> all = new ArrayList<>(lines);
    all.set(key.line(), line.endsWith("\n") ? line : line + "\n");
    return new BlockYaml(all);
  }

  BlockYaml inserted(int at, List<String> more) {
    List<String> all = new ArrayList<>(lines);
    List<String> whole =
        more.stream().map(line -> line.endsWith("\n") ? line : line + "\n").toList();
    all.addAll(at, whole);
    return new BlockYaml(all);
  }

  String line(KeyLine key) {
    return lines.get(key.line());
  }

  // - 10.0.0.5/24: with its options below or in braces behind it
  private static String bare(String item) {
    return item.replaceFirst("^\\{?\\s*([\"']?[^\"'{}\\s]+/\\d+[\"']?):(\\s.*)?$", "$1");
  }

  /** The items of a list, written in either way; empty where it is of another shape. */
  Optional<List<String>> items(KeyLine key) {
    if (key.inline().startsWith("[") && key.inline().endsWith("]")) {
      String inside = key.inline().substring(1, key.inline().length() - 1);
      return Optional.of(
          List.of(inside.split(",")).stream()
              .map(item -> unquoted(item.strip()))
              .filter(item -> !item.isEmpty())
              .toList());
    }
    if (!key.inline().isEmpty()) {
      return Optional.empty();
    }
    List<String> items = new ArrayList<>();
    for (String line : lines.subList(key.line() + 1, key.end())) {
      if (line.strip().startsWith("- ")) {
        items.add(unquoted(bare(inline(line.strip().substring(2)))));
      }
    }
    return Optional.of(items);
  }

  /** With an item at the end of a list. */
  BlockYaml withItem(KeyLine key, String item) {
    if (key.inline().startsWith("[")) {
      String line = line(key);
      int close = line.lastIndexOf(']');
      String comma = key.inline().matches("\\[\\s*]") ? "" : ", ";
      return withLine(key, line.substring(0, close) + comma + item + line.substring(close));
    }
    int indent = key.indent() + 2;
    for (String line : lines.subList(key.line() + 1, key.end())) {
      if (line.strip().startsWith("-")) {
        indent = indent(line);
        break;
      }
    }
    return inserted(key.end(), List.of(" ".repeat(indent) + "- " + item));
  }
}
