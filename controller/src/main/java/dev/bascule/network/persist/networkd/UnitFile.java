package dev.bascule.network.persist.networkd;

import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A file of systemd, line by line, so that what is not edited stays byte for byte. Sections may
 * come several times, see systemd.syntax(7).
 */
final class UnitFile {
  private final List<String> lines;

  /** One {@code Key=value} line; {@code part} counts the sections, so that two [Route]s differ. */
  record Entry(int line, int part, String section, String key, String value) {}

  private UnitFile(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  static UnitFile of(FileContent content) {
    return new UnitFile(List.of(content.text().split("(?<=\n)", -1)));
  }

  static UnitFile of(String... lines) {
    List<String> all = new ArrayList<>();
    for (String line : lines) {
      all.add(line + "\n");
    }
    return new UnitFile(all);
  }

  FileContent content() {
    return FileContent.of(String.join("", lines));
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    String section = "";
    int part = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1);
        part++;
      } else if (!isComment(line) && line.indexOf('=') > 0) {
        int equals = line.indexOf('=');
        String key = line.substring(0, equals).strip();
        entries.add(new Entry(i, part, section, key, line.substring(equals + 1).strip()));
      }
    }
    return entries;
  }

  /** The values of a key, in order; an empty one takes those before it back. */
  List<String> values(String section, String key) {
    List<String> values = new ArrayList<>();
    for (Entry entry : entries()) {
      if (entry.section().equals(section) && entry.key().equals(key)) {
        if (entry.value().isEmpty()) {
          values.clear();
        } else {
          values.add(entry.value());
        }
      }
    }
    return values;
  }

  /** The number, from 1, of the first line that goes on in the next one. */
  Optional<Integer> continued() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).stripTrailing().endsWith("\\") && !isComment(lines.get(i).strip())) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  /** Without some entries; a section that had nothing else goes too, its comments stay. */
  UnitFile without(Predicate<Entry> unwanted) {
    List<Entry> gone = entries().stream().filter(unwanted).toList();
    List<String> left = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int line = i;
      if (gone.stream().noneMatch(entry -> entry.line() == line)) {
        left.add(lines.get(i));
      }
    }
    return new UnitFile(left);
  }

  /** Labels of addresses follow the link's name, or networkd takes them for other addresses. */
  UnitFile relabelled(InterfaceName from, InterfaceName to) {
    String label = "^(\\s*Label\\s*=\\s*)" + Pattern.quote(from.text()) + ":";
    return new UnitFile(
        lines.stream().map(line -> line.replaceFirst(label, "$1" + to + ":")).toList());
  }

  /**
   * Only some sections, each with its comments; what stands before the first one stays if wanted.
   */
  UnitFile onlySections(Predicate<String> wanted, boolean head) {
    List<String> left = new ArrayList<>();
    boolean keep = head;
    for (String line : lines) {
      String bare = line.strip();
      if (bare.startsWith("[") && bare.endsWith("]")) {
        keep = wanted.test(bare.substring(1, bare.length() - 1));
      }
      if (keep) {
        left.add(line);
      }
    }
    return new UnitFile(left);
  }

  /** With lines at the end of the last section of a name, which is made where there is none. */
  UnitFile with(String section, List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    int at = endOf(section);
    if (at < 0) {
      return appended(section, more);
    }
    List<String> all = new ArrayList<>(lines);
    closeLast(all);
    for (int i = 0; i < more.size(); i++) {
      all.add(at + i, more.get(i) + "\n");
    }
    return new UnitFile(all);
  }

  /** With a further section at the end. */
  UnitFile appended(String section, List<String> more) {
    List<String> all = new ArrayList<>(lines);
    all.removeIf(String::isEmpty);
    closeLast(all);
    if (!all.isEmpty() && !all.get(all.size() - 1).isBlank()) {
      all.add("\n");
    }
    all.add("[" + section + "]\n");
    more.forEach(line -> all.add(line + "\n"));
    return new UnitFile(all);
  }

  /**
   * With what another file says. Lines of its [Network] and [Link] that are here already, comments
   * too, do not come twice; its further sections follow at the end.
   */
  UnitFile merged(UnitFile other) {
    UnitFile all = this;
    for (List<String> section : other.sections()) {
      String name = section.get(0).strip();
      int end = all.lastLineOf(name);
      List<String> more = new ArrayList<>(section.subList(1, section.size()));
      if (Set.of("[Network]", "[Link]").contains(name) && end >= 0) {
        List<String> here = all.lines.stream().map(String::strip).toList();
        more.removeIf(line -> here.contains(line.strip()));
        List<String> lines = new ArrayList<>(all.lines);
        closeLast(lines);
        lines.addAll(end + 1, more.stream().map(line -> line + "\n").toList());
        all = new UnitFile(lines);
      } else {
        all = all.appended(name.substring(1, name.length() - 1), more);
      }
    }
    return all;
  }

  // Each with its header, and without blank lines at its end or line ends.
  private List<List<String>> sections() {
    List<List<String>> sections = new ArrayList<>();
    for (String line : String.join("", lines).split("\n", -1)) {
      String bare = line.strip();
      if (bare.startsWith("[") && bare.endsWith("]")) {
        sections.add(new ArrayList<>());
      }
      if (!sections.isEmpty()) {
        sections.get(sections.size() - 1).add(line);
      }
    }
    for (List<String> section : sections) {
      while (section.get(section.size() - 1).isBlank()) {
        section.remove(section.size() - 1);
      }
    }
    return sections;
  }

  // The last line of the last section of that header, blank lines apart; -1 without one.
  private int lastLineOf(String header) {
    int last = -1;
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      String bare = lines.get(i).strip();
      if (bare.startsWith("[") && bare.endsWith("]")) {
        inside = bare.equals(header);
      }
      last = inside && !bare.isEmpty() ? i : last;
    }
    return last;
  }

  private int endOf(String section) {
    int end = -1;
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      String bare = lines.get(i).strip();
      if (bare.startsWith("[") && bare.endsWith("]")) {
        inside = bare.equals("[" + section + "]");
        end = inside ? i + 1 : end;
      } else if (inside && !bare.isEmpty() && !isComment(bare)) {
        end = i + 1;
      }
    }
    return end;
  }

  private static void closeLast(List<String> all) {
    int last = all.size() - 1;
    if (last >= 0 && !all.get(last).isEmpty() && !all.get(last).endsWith("\n")) {
      all.set(last, all.get(last) + "\n");
    }
  }

  private static boolean isComment(String line) {
    return line.startsWith("#") || line.startsWith(";");
  }
}
